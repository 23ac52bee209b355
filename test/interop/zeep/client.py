"""Asks every contract version with zeep, from what is served at ?wsdl: BASE. A line for each check."""

import base64
import datetime
import decimal
import json
import logging
import sys
import warnings

from zeep import Client, Settings
from zeep.exceptions import Fault

BASE = sys.argv[1]
WELL, ERRORS, NOBODY = "191212121212", "199908072391", "1"
DELAR = ["foretagsinformation", "individuppgifter", "skattekonto", "skatteuppgifter", "beskattningsbilagor"]
FELKODER = {"AF": "700", "CSN": "-1103", "SO": "201", "TNS": "99", "MIV": "500-104"}
FORMANER = "{http://schema.forsakringskassan.se/extern_samverkan/hamtaformansinformation/1}Formansforteckning"


class Warned(logging.Handler):
    """Keeps what is logged as a warning."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.messages = []

    def emit(self, record):
        self.messages.append(record.getMessage())


WARNED = Warned()
logging.getLogger().addHandler(WARNED)
warnings.simplefilter("error")


def generella(person):
    return {
        "frageTidpunkt": datetime.datetime(2026, 11, 24, 9, 30, 47),
        "korrelationsid": "KORR-Å",
        "fraganSkallInkluderasISvaret": True,
        "ingivare": {"organisationsnummer": "162120002411", "namn": "Kommun Å", "handlaggare": "HL123456"},
        "personidentitet": person,
        "arendeidentitet": "AID12341234",
        "tidsperiod": {"fromDatum": datetime.date(2026, 10, 1), "tomDatum": datetime.date(2026, 11, 24)},
        "syfte": "Ekonomiskt försörjningsstöd",
        "lagtext": "11 kap. 11 a § socialtjänstlagen",
    }


def specifika(client, version, person):
    asked = {element: {"inkludera": True} for element in ("AF", "CSN", "FK", "SKV", "SO", "TNS", "MIV")}
    if version == "v1":
        names = [name for name, _ in client.get_type(FORMANER).elements]
        asked["FK"]["formansforteckning"] = dict.fromkeys(names, True)
    else:
        question = {
            "personnummer": person,
            "period": {"from": "2026-10-01", "tom": "2026-11-24"},
            "formansinformation": ["FK:BOB"],
        }
        asked["FK"]["fraga"] = {"aktorsid": "KOMMUN-A-01", "lefiJsonFraga": json.dumps(question).encode()}
    if version == "v11":
        asked["SKV"]["fraga"] = {"ar": [2025], **dict.fromkeys(DELAR, True)}
    return asked


def ask(client, version, person):
    return client.service.hamtaBastjanstInformation(
        generellaFrageparametrar=generella(person), specifikaFrageparametrar=specifika(client, version, person)
    )


def data(client, version):
    svar = ask(client, version, WELL)
    assert svar.korrelationsid == "KORR-Å", "korrelationsid"
    assert svar.frageTidpunkt == datetime.datetime(2026, 11, 24, 9, 30, 47), "frageTidpunkt"
    assert svar.fraga.generellaFrageparametrar.personidentitet == WELL, "fraga"
    svarsdata = svar.svarsdata
    if version == "v1":
        for element in ("AF", "SO", "TNS", "MIV", "FK", "SKV"):
            assert len(svarsdata[element].data._value_1) > 0, element
    else:
        typed(svarsdata)
    if version == "v10":
        assert svarsdata.SKV.data.svar.startswith("<?xml "), "SKV"
    assert isinstance(svarsdata.CSN.data.svar, bytes) and svarsdata.CSN.data.svar, "CSN"
    if version != "v1":
        json.loads(svarsdata.FK.data.lefiJsonSvar)
    if version == "v11":
        for del_ in DELAR:
            json.loads(svarsdata.SKV[del_].data)


def typed(svarsdata):
    """Each agency's data comes as values of its own types, not as markup."""
    af = svarsdata.AF.data.Svar
    assert (af.StatusSokandeinformationKod, af.Sekretessmarkering) == (0, False), "AF"
    assert af.ArbetssokandeInfo.ArbetssokandeOmfattning == 100, "AF omfattning"
    assert all(isinstance(beslut.BeslutFrom, datetime.date) for beslut in af.BeslutInfo.EkonomiskaBeslut.Beslut), "AF beslut"
    assert svarsdata.AF.data.Fraga.From == datetime.date(2026, 10, 1), "AF fraga"
    (kassa,) = svarsdata.SO.data.ArbetsloshetsersattningLista.Arbetsloshetsersattning
    assert kassa.Utbetalningar[0].NettoEfterSkatt == decimal.Decimal("12500.50"), "SO netto"
    assert isinstance(kassa.Utbetalningar[0].Utbetalningsdatum, datetime.date), "SO datum"
    assert kassa.AnsoktOmErsattning.AnsokanOmUtbetalningInlamnad is True, "SO ansokan"
    tns = svarsdata.TNS.data
    assert (tns.resultat, tns.fordonsinnehav.fordon[0].regnr) == ("OK", "ABC000"), "TNS"
    miv = svarsdata.MIV.data.response
    assert miv.personnummer == WELL, "MIV"
    assert isinstance(miv.svarCollection.svar[0].beslutsdatum, datetime.date), "MIV beslut"
    assert miv.svarCollection.svar[0].giltighetstid == "PERMANENT", "MIV giltighetstid"


def errors(client, version):
    svarsdata = ask(client, version, ERRORS).svarsdata
    felkoder = {**FELKODER, "FK": "1002" if version == "v1" else "500"}
    found = [(svarsdata[element].error, felkod) for element, felkod in felkoder.items()]
    if version == "v11":
        found += [(svarsdata.SKV[del_].error, "500") for del_ in DELAR]
    else:
        found.append((svarsdata.SKV.error, "9071009"))
    for error, felkod in found:
        assert (error.kalla, error.felkod) == ("BT", felkod), f"{error.felkod} instead of {felkod}"
        assert error.felmeddelande, felkod


def fault(client, version):
    try:
        ask(client, version, NOBODY)
    except Fault as fault:
        detail = client.wsdl.types.deserialize(fault.detail[0])
        assert detail.felkod == "1001", detail.felkod
        assert "personidentitet" in " ".join(detail.felmeddelande), "the element is not named"
        return
    raise AssertionError("answered")


def testa(client, version):
    svar = client.service.testaBastjanstInformation()
    assert svar.FK.anropad is True and svar.FK.error is None, "FK"
    assert svar.AF is None, "AF"


def check(version, what, step):
    WARNED.messages.clear()
    try:
        result = step()
        assert not WARNED.messages, WARNED.messages
        print(f"ok {version} {what}", flush=True)
        return result
    except Exception as problem:
        print(f"not ok {version} {what}: {problem!r}".replace("\n", " "), flush=True)
        return None


for version in sys.argv[2:]:
    settings = Settings(strict=True)
    client = check(version, "wsdl", lambda: Client(f"{BASE}/ssbtek/{version}?wsdl", settings=settings))
    if client:
        check(version, "data", lambda: data(client, version))
        check(version, "errors", lambda: errors(client, version))
        check(version, "fault", lambda: fault(client, version))
        if version != "v1":
            check(version, "testa", lambda: testa(client, version))
