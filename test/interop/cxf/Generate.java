import org.apache.cxf.tools.common.ToolContext;
import org.apache.cxf.tools.wsdlto.WSDLToJava;

/** Generates a client of each contract version from what is served at ?wsdl: BASE FOLDER VERSION... Silent when all is well. */
public final class Generate {
    public static void main(String[] arguments) throws Exception {
        for (int i = 2; i < arguments.length; i++) {
            String version = arguments[i];
            String wsdl = arguments[0] + "/ssbtek/" + version + "?wsdl";
            String[] options = {"-bareMethods", "-d", arguments[1], "-p", "ssbtek." + version, wsdl};
            new WSDLToJava(options).run(new ToolContext(), System.out);
        }
    }
}
