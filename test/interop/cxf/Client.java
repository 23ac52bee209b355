import jakarta.xml.ws.BindingProvider;
import java.nio.charset.StandardCharsets;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.XMLGregorianCalendar;

/** Asks every contract version with the clients that were generated from its WSDL: BASE. */
public final class Client {
    static final String WELL = "191212121212";
    static final String ERRORS = "199908072391";
    static final String NOBODY = "1";

    public static void main(String[] arguments) {
        Checks.listen();
        V1.run(arguments[0]);
        V10.run(arguments[0]);
        V11.run(arguments[0]);
    }

    static String wsdl(String base, String version) {
        return base + "/ssbtek/" + version + "?wsdl";
    }

    /** Answers must be valid against the schema of the WSDL. */
    static <T> T strict(T port) {
        ((BindingProvider) port).getRequestContext().put("schema-validation-enabled", "IN");
        return port;
    }

    static XMLGregorianCalendar time(String text) {
        return DatatypeFactory.newDefaultInstance().newXMLGregorianCalendar(text);
    }

    static byte[] lefi(String person) {
        String question = "{\"personnummer\":\"" + person + "\",\"period\":{\"from\":\"2026-10-01\",\"tom\":\"2026-11-24\"},"
            + "\"formansinformation\":[\"FK:BOB\"]}";
        return question.getBytes(StandardCharsets.UTF_8);
    }

    static void json(String what, byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        Checks.is(what + " is JSON", text.startsWith("{") || text.startsWith("["));
    }
}
