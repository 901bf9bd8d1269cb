package dev.ares.local.teststack;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import dev.ares.local.process.StateFolder;

/** The files through which tests and supervisor talk. */
record StackFiles(Path home) {

    Path description() {
        return home.resolve("stack.properties");
    }

    /** What the supervisor prints; beside the folder, so that it outlives it. */
    Path log() {
        return home.resolveSibling(home.getFileName() + ".log");
    }

    Path request(TestServer server) {
        return home.resolve("request-" + server.part());
    }

    Path ready(TestServer server) {
        return home.resolve("ready-" + server.part());
    }

    Path failed(TestServer server) {
        return home.resolve("failed-" + server.part());
    }

    /** Servers of single test JVMs live here, in a folder each that starts with the JVM's process id. */
    Path ofTestJvms() {
        return home.resolve("private");
    }

    void describe(StackDescription description) throws IOException {
        var text = new StringWriter();
        description.toProperties().store(text, null);
        StateFolder.writePrivately(description(), text.toString());
    }

    StackDescription read() throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(description())) {
            properties.load(in);
        }
        return StackDescription.from(properties);
    }
}
