"""Names of months in the languages of the web's larger newsrooms, as dates write them."""

from __future__ import annotations

from typing import Final

# The month's number, then its names in lower case as dates have them, with usual abbreviations:
# English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian, Ukrainian, Turkish,
# Arabic.
_NAMES: Final = """
1 jan january januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia
1 января янв січня ocak يناير
2 feb february februar février fevrier févr febrero febbraio fevereiro fev februari lutego
2 февраля фев лютого şubat فبراير
3 mar march märz maerz mrz mars marzo março marco maart marca марта мар березня mart مارس
4 apr april avril avr abril abr aprile kwietnia апреля апр квітня nisan أبريل إبريل
5 may mai mayo maggio mag maio mei maja мая травня mayıs مايو
6 jun june juni juin junio giugno giu junho czerwca июня июн червня haziran يونيو
7 jul july juli juillet juil julio luglio lug julho lipca июля июл липня temmuz يوليو
8 aug august août aout agosto ago augustus sierpnia августа авг серпня ağustos أغسطس
9 sep sept september septembre septiembre settembre set setembro września wrzesnia сентября
9 сен вересня eylül سبتمبر
10 oct october oktober okt octobre octubre ottobre ott outubro out października pazdziernika
10 октября окт жовтня ekim أكتوبر
11 nov november novembre noviembre novembro listopada ноября ноя листопада kasım نوفمبر
12 dec december dezember dez décembre decembre déc diciembre dic dicembre dezembro grudnia
12 декабря дек грудня aralık ديسمبر
"""
MONTH_NUMBERS: Final = {
    name: int(number)
    for number, *names in (line.split() for line in _NAMES.strip().splitlines())
    for name in names
}
