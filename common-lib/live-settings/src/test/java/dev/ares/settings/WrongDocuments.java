package dev.ares.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Documents that are short, or look so, and would cost a service all its memory or its stack. */
public final class WrongDocuments {

    /** By what is wrong with each. */
    public static final Map<String, String> TAKING_ALL = takingAll();

    private WrongDocuments() {}

    private static Map<String, String> takingAll() {
        var documents = new LinkedHashMap<String, String>();
        documents.put("aliases that multiply", laughs());
        documents.put("a list within itself", "rules: &a [*a]");
        documents.put("too long", "probability: 0.5 #" + "x".repeat(256 * 1024 - 17));
        documents.put("too many values", "probability: [" + "1,".repeat(10_000) + "1]");
        documents.put("too deep", "probability: " + "[".repeat(100_000) + "]".repeat(100_000));
        documents.put(
                "a long name over many values", "? \"" + "x".repeat(200_000) + "\"\n: [" + "1,".repeat(9_000) + "1]");
        return documents;
    }

    /** The billion laughs. */
    private static String laughs() {
        String first = "a: &a [" + "ha,".repeat(9) + "ha]\n";
        return first
                + IntStream.range('b', 'j')
                        .mapToObj(letter ->
                                "%c: &%c [%s]%n".formatted(letter, letter, ("*" + (char) (letter - 1) + ",").repeat(9)))
                        .collect(Collectors.joining());
    }
}
