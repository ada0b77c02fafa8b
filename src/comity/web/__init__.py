"""Pages: what was found, shown to the person who decides.

One module and one frozen context a page; its template prints nothing else. Text from outside passes
through `shown_text`, which escapes it and makes what is invisible visible.
"""
