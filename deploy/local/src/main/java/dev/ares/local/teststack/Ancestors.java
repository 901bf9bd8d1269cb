package dev.ares.local.teststack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which process a test belongs to. */
final class Ancestors {

    private static final String MAVEN_MAIN_CLASS = "org.codehaus.plexus.classworlds.launcher.Launcher";

    private Ancestors() {}

    /** The Maven process that forked this one, or this one itself when it was started by something else, such as an IDE. */
    static ProcessHandle owner() {
        ProcessHandle self = ProcessHandle.current();
        for (Optional<ProcessHandle> next = self.parent();
                next.isPresent();
                next = next.get().parent()) {
            if (next.get().info().commandLine().orElse("").contains(MAVEN_MAIN_CLASS)) {
                return next.get();
            }
        }
        return self;
    }

    /** False too for a process that has ended and that nobody has waited for. */
    static boolean runs(long pid) {
        if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException | IndexOutOfBoundsException elsewhere) {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
        }
    }
}
