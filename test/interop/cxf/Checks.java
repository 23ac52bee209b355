import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is checked, a line each: {@code ok VERSION WHAT} or {@code not ok VERSION WHAT: WHY}. */
final class Checks {
    /** A step that may fail in any way. */
    interface Step {
        void run() throws Exception;
    }

    private static final List<String> WARNINGS = new ArrayList<>();

    private final String version;

    Checks(String version) {
        this.version = version;
    }

    /** From now on everything that is logged as a warning makes the check fail in which it was logged. */
    static void listen() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) root.removeHandler(handler);
        root.addHandler(new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (record.getLevel().intValue() >= Level.WARNING.intValue()) WARNINGS.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
    }

    void check(String what, Step step) {
        WARNINGS.clear();
        try {
            step.run();
            same("warnings", List.of(), WARNINGS);
            System.out.println("ok " + version + " " + what);
        } catch (Exception | AssertionError problem) {
            System.out.println("not ok " + version + " " + what + ": " + String.valueOf(problem).replace('\n', ' '));
        }
    }

    static void same(String what, Object wanted, Object got) {
        if (!Objects.equals(wanted, got)) throw new AssertionError(what + ": " + got + " instead of " + wanted);
    }

    static void is(String what, boolean so) {
        if (!so) throw new AssertionError("not so: " + what);
    }
}
