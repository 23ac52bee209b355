import java.beans.Introspector;
import java.net.URI;
import ssbtek.v1.BastjanstInformationInterface;
import ssbtek.v1.BastjanstSvar;
import ssbtek.v1.Fel;
import ssbtek.v1.Formansforteckning;
import ssbtek.v1.Fraga;
import ssbtek.v1.FragaMedFormaner;
import ssbtek.v1.FragaMedPeriod;
import ssbtek.v1.FragaUtanParametrar;
import ssbtek.v1.GenerellaFrageparametrar;
import ssbtek.v1.HamtaBastjanstInformationFault;
import ssbtek.v1.Ingivare;
import ssbtek.v1.Kalla;
import ssbtek.v1.SpecifikaFrageparametrar;
import ssbtek.v1.Svar;
import ssbtek.v1.Svarsdata;
import ssbtek.v1.Tidsperiod;
import ssbtek.v1.WSBastjanstInformationInterfaceExportBastjanstInformationInterfaceHttpService;

/** Contract version v1, typed. */
final class V1 {
    private static BastjanstInformationInterface port;

    static void run(String base) {
        Checks checks = new Checks("v1");
        checks.check("wsdl", () -> port = Client.strict(
            new WSBastjanstInformationInterfaceExportBastjanstInformationInterfaceHttpService(URI.create(Client.wsdl(base, "v1")).toURL())
                .getWSBastjanstInformationInterfaceExportBastjanstInformationInterfaceHttpPort()));
        checks.check("data", () -> data(port.hamtaBastjanstInformation(fraga(Client.WELL))));
        checks.check("errors", () -> errors(port.hamtaBastjanstInformation(fraga(Client.ERRORS))));
        checks.check("fault", V1::fault);
    }

    private static void data(Svar svar) {
        Checks.same("korrelationsid", "KORR-Å", svar.getKorrelationsid());
        Checks.same("time", Client.time("2026-11-24T09:30:47.123"), svar.getFrageTidpunkt());
        Checks.same("echo", Client.WELL, svar.getFraga().getGenerellaFrageparametrar().getPersonidentitet());
        Svarsdata data = svar.getSvarsdata();
        any("AF", data.getAF());
        any("SO", data.getSO());
        any("TNS", data.getTNS());
        any("MIV", data.getMIV());
        any("FK", data.getFK());
        any("SKV", data.getSKV());
        Checks.is("CSN is a document", data.getCSN().getData().getSvar().length > 0);
    }

    private static void any(String element, BastjanstSvar svar) {
        Checks.is(element + " has data", !svar.getData().getAny().isEmpty());
    }

    private static void errors(Svar svar) {
        Svarsdata data = svar.getSvarsdata();
        error("AF", data.getAF().getError(), "700");
        error("CSN", data.getCSN().getError(), "-1103");
        error("FK", data.getFK().getError(), "1002");
        error("SKV", data.getSKV().getError(), "9071009");
        error("SO", data.getSO().getError(), "201");
        error("TNS", data.getTNS().getError(), "99");
        error("MIV", data.getMIV().getError(), "500-104");
    }

    private static void error(String element, Fel error, String felkod) {
        Checks.same(element + " kalla", Kalla.BT, error.getKalla());
        Checks.same(element + " felkod", felkod, error.getFelkod());
        Checks.is(element + " has a felmeddelande", !error.getFelmeddelande().isEmpty());
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

    private static Fraga fraga(String person) {
        FragaMedPeriod medPeriod = new FragaMedPeriod();
        medPeriod.setInkludera(true);
        FragaUtanParametrar utan = new FragaUtanParametrar();
        utan.setInkludera(true);
        FragaMedFormaner fk = new FragaMedFormaner();
        fk.setInkludera(true);
        fk.setFormansforteckning(formaner());
        SpecifikaFrageparametrar specifika = new SpecifikaFrageparametrar();
        specifika.setAF(medPeriod);
        specifika.setCSN(medPeriod);
        specifika.setFK(fk);
        specifika.setSKV(utan);
        specifika.setSO(medPeriod);
        specifika.setTNS(medPeriod);
        specifika.setMIV(utan);
        Fraga fraga = new Fraga();
        fraga.setGenerellaFrageparametrar(generella(person));
        fraga.setSpecifikaFrageparametrar(specifika);
        return fraga;
    }

    /** Every benefit: they are many, and all of one kind. */
    private static Formansforteckning formaner() {
        Formansforteckning formaner = new Formansforteckning();
        try {
            for (var property : Introspector.getBeanInfo(Formansforteckning.class, Object.class).getPropertyDescriptors())
                property.getWriteMethod().invoke(formaner, true);
        } catch (ReflectiveOperationException | java.beans.IntrospectionException impossible) {
            throw new IllegalStateException(impossible);
        }
        return formaner;
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
