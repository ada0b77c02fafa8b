"""The parts of measuring the engine: labelled sets out of real files, what is done to names, and what is counted.

figures      one figure of the evaluation: shares by half of the data, and what was wrong
folder       where the real files lie, and lists read from them
bench        a screener over some listings, and subjects run through it
noise        what clerks, machines and travel documents do to names
known_names  sets whose listing is known: original script, other publishers, customers
probes       what must never alert: a weak alias alone, a given name, a sibling
strangers    people who are not listed, by script and name culture
"""
