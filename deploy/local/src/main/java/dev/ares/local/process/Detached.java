package dev.ares.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands that get a session of their own, so that Ctrl-C in the launcher's terminal does not reach them. */
public final class Detached {

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private Detached() {}

    /** The command in a new session where the system has {@code setsid}, and as it is elsewhere. The pid stays the same. */
    public static List<String> command(List<String> command) {
        if (!Files.isExecutable(SETSID)) {
            return command;
        }
        var detached = new ArrayList<String>();
        detached.add(SETSID.toString());
        detached.addAll(command);
        return detached;
    }
}
