import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import ssbtek.v11.AkassornasSamorganisation;
import ssbtek.v11.Arbetsformedlingen;
import ssbtek.v11.BastjanstInformationInterface;
import ssbtek.v11.BastjanstInformationInterfaceService;
import ssbtek.v11.Csn;
import ssbtek.v11.Error;
import ssbtek.v11.FkResponse;
import ssbtek.v11.FkSvar;
import ssbtek.v11.FordonType;
import ssbtek.v11.Forsakringskassan;
import ssbtek.v11.ForsakringskassanFraga;
import ssbtek.v11.GenerellaFrageparametrar;
import ssbtek.v11.GetUnemploymentBenefitPaymentResponseType;
import ssbtek.v11.Giltighetstid;
import ssbtek.v11.HamtaBastjanstInformationFault;
import ssbtek.v11.HamtaUppgifterResponseType;
import ssbtek.v11.Ingivare;
import ssbtek.v11.KallaEnum;
import ssbtek.v11.Migrationsverket;
import ssbtek.v11.ResultatTypEnum;
import ssbtek.v11.SammansattBastjanstFraga;
import ssbtek.v11.SammansattBastjanstSvar;
import ssbtek.v11.SammansattBastjanstSvarData;
import ssbtek.v11.SammansattBastjanstTestFraga;
import ssbtek.v11.SammansattBastjanstTestSvar;
import ssbtek.v11.Skatteverket;
import ssbtek.v11.SkatteverketDelSvar;
import ssbtek.v11.SkatteverketFraga;
import ssbtek.v11.SpecifikaFrageparametrar;
import ssbtek.v11.SvarMeddelande;
import ssbtek.v11.Tidsperiod;
import ssbtek.v11.Transportstyrelsen;

/** Contract version v11, typed. */
final class V11 {
    private static BastjanstInformationInterface port;

    static void run(String base) {
        Checks checks = new Checks("v11");
        checks.check("wsdl", () -> port = Client.strict(
            new BastjanstInformationInterfaceService(URI.create(Client.wsdl(base, "v11")).toURL())
                .getBastjanstInformationInterfacePort()));
        checks.check("data", () -> data(port.hamtaBastjanstInformation(fraga(Client.WELL))));
        checks.check("errors", () -> errors(port.hamtaBastjanstInformation(fraga(Client.ERRORS))));
        checks.check("fault", V11::fault);
        checks.check("testa", V11::testa);
    }

    private static void data(SammansattBastjanstSvar svar) {
        Checks.same("korrelationsid", "KORR-Å", svar.getKorrelationsid());
        Checks.same("time", Client.time("2026-11-24T09:30:47.123"), svar.getFrageTidpunkt());
        Checks.same("echo", Client.WELL, svar.getFraga().getGenerellaFrageparametrar().getPersonidentitet());
        SammansattBastjanstSvarData data = svar.getSvarsdata();
        af(data.getAF().getData());
        so(data.getSO().getData());
        tns(data.getTNS().getData());
        miv(data.getMIV().getData().getResponse());
        Checks.is("CSN is a document", data.getCSN().getData().getSvar().length > 0);
        Client.json("FK", data.getFK().getData().getLefiJsonSvar());
        for (SkatteverketDelSvar del : delar(data)) Client.json("SKV", del.getData());
    }

    private static void af(SvarMeddelande af) {
        Checks.same("AF status", 0, af.getSvar().getStatusSokandeinformationKod());
        Checks.same("AF sekretess", false, af.getSvar().isSekretessmarkering());
        Checks.same("AF omfattning", 100, af.getSvar().getArbetssokandeInfo().getArbetssokandeOmfattning());
        Checks.same("AF from", Client.time("2026-10-01"), af.getFraga().getFrom());
        Checks.is("AF beslut", af.getSvar().getBeslutInfo().getEkonomiskaBeslut().getBeslut().get(0).getBeslutTom().isValid());
    }

    private static void so(GetUnemploymentBenefitPaymentResponseType so) {
        GetUnemploymentBenefitPaymentResponseType.ArbetsloshetsersattningLista.Arbetsloshetsersattning kassa =
            so.getArbetsloshetsersattningLista().getArbetsloshetsersattning().get(0);
        Checks.same("SO netto", new BigDecimal("12500.50"), kassa.getUtbetalningar().get(0).getNettoEfterSkatt());
        Checks.is("SO datum", kassa.getUtbetalningar().get(0).getUtbetalningsdatum().isValid());
        Checks.same("SO ansokan", true, kassa.getAnsoktOmErsattning().isAnsokanOmUtbetalningInlamnad());
    }

    private static void tns(HamtaUppgifterResponseType tns) {
        Checks.same("TNS resultat", ResultatTypEnum.OK, tns.getResultat());
        FordonType fordon = tns.getFordonsinnehav().getFordon().get(0);
        Checks.same("TNS regnr", "ABC000", fordon.getRegnr());
    }

    private static void miv(FkResponse miv) {
        FkSvar svar = miv.getSvarCollection().getSvar().get(0);
        Checks.same("MIV personnummer", Client.WELL, miv.getPersonnummer());
        Checks.same("MIV giltighetstid", Giltighetstid.PERMANENT, svar.getGiltighetstid());
        Checks.is("MIV beslut", svar.getBeslutsdatum().isValid());
    }

    private static void errors(SammansattBastjanstSvar svar) {
        SammansattBastjanstSvarData data = svar.getSvarsdata();
        error("AF", data.getAF().getError(), "700");
        error("CSN", data.getCSN().getError(), "-1103");
        error("FK", data.getFK().getError(), "500");
        for (SkatteverketDelSvar del : delar(data)) error("SKV", del.getError(), "500");
        error("SO", data.getSO().getError(), "201");
        error("TNS", data.getTNS().getError(), "99");
        error("MIV", data.getMIV().getError(), "500-104");
    }

    private static void error(String element, Error error, String felkod) {
        Checks.same(element + " kalla", KallaEnum.BT, error.getKalla());
        Checks.same(element + " felkod", felkod, error.getFelkod());
        Checks.is(element + " has a felmeddelande", !error.getFelmeddelande().isEmpty());
    }

    private static List<SkatteverketDelSvar> delar(SammansattBastjanstSvarData data) {
        return List.of(
            data.getSKV().getForetagsinformation(),
            data.getSKV().getIndividuppgifter(),
            data.getSKV().getSkattekonto(),
            data.getSKV().getSkatteuppgifter(),
            data.getSKV().getBeskattningsbilagor());
    }

    private static void fault() {
        try {
            port.hamtaBastjanstInformation(fraga(Client.NOBODY));
            throw new AssertionError("answered");
        } catch (HamtaBastjanstInformationFault fault) {
            Checks.same("felkod", "1001", fault.getFaultInfo().getFelkod());
            String meddelanden = String.join(" ", fault.getFaultInfo().getFelmeddelande());
            Checks.is("the element is named", meddelanden.contains("personidentitet"));
        }
    }

    private static void testa() throws Exception {
        SammansattBastjanstTestSvar svar = port.testaBastjanstInformation(new SammansattBastjanstTestFraga());
        Checks.is("FK answers its test", svar.getFK().isAnropad() && svar.getFK().getError() == null);
        Checks.same("AF, which has none", null, svar.getAF());
    }

    private static SammansattBastjanstFraga fraga(String person) {
        Arbetsformedlingen af = new Arbetsformedlingen();
        af.setInkludera(true);
        Csn csn = new Csn();
        csn.setInkludera(true);
        Forsakringskassan fk = new Forsakringskassan();
        fk.setInkludera(true);
        fk.setFraga(new ForsakringskassanFraga());
        fk.getFraga().setAktorsid("KOMMUN-A-01");
        fk.getFraga().setLefiJsonFraga(Client.lefi(person));
        Skatteverket skv = new Skatteverket();
        skv.setInkludera(true);
        skv.setFraga(delar());
        AkassornasSamorganisation so = new AkassornasSamorganisation();
        so.setInkludera(true);
        Transportstyrelsen tns = new Transportstyrelsen();
        tns.setInkludera(true);
        Migrationsverket miv = new Migrationsverket();
        miv.setInkludera(true);
        SpecifikaFrageparametrar specifika = new SpecifikaFrageparametrar();
        specifika.setAF(af);
        specifika.setCSN(csn);
        specifika.setFK(fk);
        specifika.setSKV(skv);
        specifika.setSO(so);
        specifika.setTNS(tns);
        specifika.setMIV(miv);
        SammansattBastjanstFraga fraga = new SammansattBastjanstFraga();
        fraga.setGenerellaFrageparametrar(generella(person));
        fraga.setSpecifikaFrageparametrar(specifika);
        return fraga;
    }

    private static SkatteverketFraga delar() {
        SkatteverketFraga fraga = new SkatteverketFraga();
        fraga.getAr().add(2025);
        fraga.setForetagsinformation(true);
        fraga.setIndividuppgifter(true);
        fraga.setSkattekonto(true);
        fraga.setSkatteuppgifter(true);
        fraga.setBeskattningsbilagor(true);
        return fraga;
    }

    private static GenerellaFrageparametrar generella(String person) {
        Ingivare ingivare = new Ingivare();
        ingivare.setOrganisationsnummer("162120002411");
        ingivare.setNamn("Kommun Å");
        ingivare.setHandlaggare("HL123456");
        Tidsperiod tidsperiod = new Tidsperiod();
        tidsperiod.setFromDatum(Client.time("2026-10-01"));
        tidsperiod.setTomDatum(Client.time("2026-11-24"));
        GenerellaFrageparametrar generella = new GenerellaFrageparametrar();
        generella.setFrageTidpunkt(Client.time("2026-11-24T09:30:47.123"));
        generella.setKorrelationsid("KORR-Å");
        generella.setFraganSkallInkluderasISvaret(true);
        generella.setIngivare(ingivare);
        generella.setPersonidentitet(person);
        generella.setArendeidentitet("AID12341234");
        generella.setTidsperiod(tidsperiod);
        generella.setSyfte("Ekonomiskt försörjningsstöd");
        generella.setLagtext("11 kap. 11 a § socialtjänstlagen");
        return generella;
    }
}
