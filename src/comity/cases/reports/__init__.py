"""Reports to an authority, all from one record: what was frozen, whose, since when, under which listing.

`facts` is that record, `forms` are the forms that authorities ask for as tables of fields, `goaml` is the
United Nations' XML for financial intelligence units. Nothing here sends anything: an officer does.
"""

from comity.cases.reports.facts import Institution, Reporter, ReportFacts
from comity.cases.reports.forms import FORMS, Field, Form, form_of

__all__ = ["FORMS", "Field", "Form", "Institution", "ReportFacts", "Reporter", "form_of"]
