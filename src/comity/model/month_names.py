"""The names of Gregorian months, as dates are written in documents. Keys without accents, in lower case."""

# One row a language and form; twelve words in the order of the year. "-" where there is no such form.
_ROWS = (
    "january february march april may june july august september october november december",
    "jan feb mar apr - jun jul aug sep oct nov dec",
    "- febr - - - - - - sept - - -",
    "январь февраль март апрель маи июнь июль август сентябрь октябрь ноябрь декабрь",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "янв фев мар апр - июн июл авг сен окт ноя дек",
    "- февр - - - - - - сент - нояб -",
    "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "janv fevr - avr - - juil - - - - -",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene - - abr - - - ago - - - dic",
    "januar februar marz - - juni juli - - oktober - dezember",
    "- - maerz - - - - - - okt - dez",
    "ocak subat mart nisan mayıs haziran temmuz agustos eylul ekim kasım aralık",
    "يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر",
)

MONTHS = {word: month for row in _ROWS for month, word in enumerate(row.split(), 1) if word != "-"}
