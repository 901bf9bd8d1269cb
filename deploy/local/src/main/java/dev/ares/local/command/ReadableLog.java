package dev.ares.local.command;

import java.util.stream.Stream;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Structured log lines as people read them: time, level, message, and of a stack trace only what says why. */
final class ReadableLog {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ReadableLog() {}

    /** The lines for one line of a log; the line itself when it is not structured. */
    static Stream<String> lines(String logged) {
        if (!logged.startsWith("{")) {
            return Stream.of(logged);
        }
        try {
            JsonNode line = MAPPER.readTree(logged);
            String message = line.path("message").asString("");
            return message.isEmpty() ? Stream.of(logged) : Stream.concat(message(line, message), causes(line));
        } catch (JacksonException cutOff) {
            return Stream.of(logged);
        }
    }

    private static Stream<String> message(JsonNode line, String message) {
        String head = line.path("@timestamp").asString("") + " "
                + line.path("log").path("level").asString("") + " ";
        return (head + message.strip()).lines().filter(each -> !each.isBlank());
    }

    /** Frames say where; the lines between them say what. */
    private static Stream<String> causes(JsonNode line) {
        return line.path("error")
                .path("stack_trace")
                .asString("")
                .lines()
                .filter(each -> !each.startsWith("\t") && !each.isBlank());
    }
}
