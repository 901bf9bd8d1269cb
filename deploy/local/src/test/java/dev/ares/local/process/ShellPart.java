package dev.ares.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A part that is a shell script; it is ready once the script has made the file {@code ready}. */
public record ShellPart(String name, Path folder, String script, Duration startTimeout) implements Part {

    /** Says that it is ready and then does nothing, for longer than any test takes. */
    public static final String WELL_BEHAVED = "touch ready; exec sleep 60";

    /** Given as long as a slow machine may take. */
    public ShellPart(String name, Path folder, String script) {
        this(name, folder, script, Duration.ofSeconds(30));
    }

    @Override
    public List<PortUse> ports() {
        return List.of();
    }

    @Override
    public Launch prepare() throws java.io.IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        return new Launch(List.of("sh", "-c", script), Map.of(), home);
    }

    @Override
    public boolean ready() {
        return Files.exists(folder.resolve(name).resolve("ready"));
    }
}
