package dev.ares.test.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Damages JSON. The templates mark their values as {@code «value»}, and are wrong in meaning to begin with (an unknown
 * SKU, a negative stock), so that what comes out must be refused even where the damage happens to be none.
 */
final class BadBodies {

    private static final Pattern VALUE = Pattern.compile("«([^»]*)»");
    private static final Pattern NAME = Pattern.compile("\"(\\w+)\":");

    /** A damaged body and what was done to it. */
    record Body(String fault, byte[] bytes) {}

    private BadBodies() {}

    static Body damage(String template, Random random) {
        String json = plain(template);
        return switch (random.nextInt(12)) {
            case 0 -> text("cut short", json.substring(0, random.nextInt(json.length())));
            case 1 -> text("unknown field", json.replaceFirst("\\{", "{\"" + word(random) + "\":0,"));
            case 2 -> text("missing field", rename(json, random));
            case 3 -> text("a name twice", twice(json, random));
            case 4 -> new Body("changed bytes", changed(json.getBytes(UTF_8), random));
            case 5 -> wrapped(json, random);
            case 6 -> encoded(json, random);
            case 7 -> text("trailing text", json + Odd.pick(List.of("x", "{}", ",", "]", "\u0000"), random));
            default -> text("odd value", odd(template, random));
        };
    }

    static String plain(String template) {
        return VALUE.matcher(template).replaceAll("$1");
    }

    private static String odd(String template, Random random) {
        List<int[]> places = new ArrayList<>();
        Matcher value = VALUE.matcher(template);
        while (value.find()) {
            places.add(new int[] {value.start(), value.end()});
        }
        if (places.isEmpty()) {
            return Odd.literal(random);
        }
        int[] place = Odd.pick(places, random);
        return plain(template.substring(0, place[0]) + Odd.literal(random) + template.substring(place[1]));
    }

    private static String rename(String json, Random random) {
        List<String> names = names(json);
        if (names.isEmpty()) {
            return "{}";
        }
        return json.replaceFirst("\"" + Odd.pick(names, random) + "\":", "\"" + word(random) + "\":");
    }

    private static String twice(String json, Random random) {
        List<String> names = names(json);
        return names.isEmpty()
                ? "{\"a\":1,\"a\":1}"
                : json.replaceFirst("\\{", "{\"" + names.get(0) + "\":" + (random.nextBoolean() ? "1" : "null") + ",");
    }

    private static List<String> names(String json) {
        return NAME.matcher(json).results().map(name -> name.group(1)).toList();
    }

    private static byte[] changed(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    private static Body wrapped(String json, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> text("an array", "[" + json + "]");
            case 1 -> text("a text", '"' + json.replace("\"", "\\\"") + '"');
            case 2 -> {
                int depth = 100 + random.nextInt(5000);
                yield text("too deep", "{\"items\":".repeat(depth) + json + "}".repeat(depth));
            }
            default -> text("too long a name", json.replaceFirst("\\{", "{\"" + "x".repeat(50_000) + "\":1,"));
        };
    }

    private static Body encoded(String json, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Body("UTF-16", json.getBytes(UTF_16));
            case 1 -> new Body("Latin-1", json.replace("\"", "\"\u00e9").getBytes(ISO_8859_1));
            case 2 -> text("a byte order mark", "\ufeff" + json);
            case 3 -> {
                byte[] noise = new byte[random.nextInt(500)];
                random.nextBytes(noise);
                yield new Body("noise", noise);
            }
            default -> text("a form", "sku=a&quantity=1");
        };
    }

    private static String word(Random random) {
        return "w" + Integer.toString(random.nextInt(Integer.MAX_VALUE), 36);
    }

    private static Body text(String fault, String body) {
        return new Body(fault, body.getBytes(UTF_8));
    }
}
