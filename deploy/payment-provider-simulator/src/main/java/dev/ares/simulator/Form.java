package dev.ares.simulator;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Form encoding: what Stripe's API takes, and the format of the journal's lines. Names keep their brackets. */
record Form(Map<String, String> fields) {

    static Form parse(String encoded) {
        var fields = new TreeMap<String, String>();
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                fields.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return new Form(fields);
    }

    static Form empty() {
        return new Form(new TreeMap<>());
    }

    Form with(String name, Object value) {
        fields.put(name, value.toString());
        return this;
    }

    String get(String name) {
        return fields.getOrDefault(name, "");
    }

    boolean has(String name) {
        return !get(name).isEmpty();
    }

    long number(String name) {
        return has(name) ? Long.parseLong(get(name)) : 0;
    }

    /** The entries of {@code name[...]}, without the name. */
    Map<String, String> nested(String name) {
        var nested = new TreeMap<String, String>();
        fields.forEach((key, value) -> {
            if (key.startsWith(name + "[") && key.endsWith("]")) {
                nested.put(key.substring(name.length() + 1, key.length() - 1), value);
            }
        });
        return nested;
    }

    /** Names sorted, so that equal requests encode equally however their client ordered them. */
    String encode() {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.add(encode(name) + "=" + encode(value)));
        return pairs.stream().collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
