package dev.ares.gateway.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.Yaml;

/**
 * The parts in which the services describe their APIs as one OpenAPI document. They are those that this gateway was built
 * with: it can describe a service that is away.
 *
 * @param document as it is sent; parts that say different things under one name make it fail, when the gateway starts
 */
record ApiDescription(Map<String, Object> document) {

    private static final String PARTS = "classpath*:ares/openapi/*.yaml";
    private static final String SHARED = "shared.yaml";

    static ApiDescription onTheClassPath() {
        try {
            List<Map<String, Object>> parts = new ArrayList<>();
            Resource[] found = new PathMatchingResourcePatternResolver().getResources(PARTS);
            Arrays.sort(found, Comparator.comparing(ApiDescription::sharedFirst));
            for (Resource part : found) {
                parts.add(read(part));
            }
            return merged(parts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sharedFirst(Resource part) {
        String name = String.valueOf(part.getFilename());
        return name.equals(SHARED) ? "" : name;
    }

    private static Map<String, Object> read(Resource part) throws IOException {
        try (var in = part.getInputStream()) {
            return new Yaml().load(in);
        }
    }

    static ApiDescription merged(List<Map<String, Object>> parts) {
        Map<String, Object> whole = new LinkedHashMap<>();
        parts.forEach(part -> addAll(whole, part, ""));
        return new ApiDescription(whole);
    }

    /** Parts add paths, and components of each kind; each of them is one part's alone. */
    @SuppressWarnings("unchecked")
    private static void addAll(Map<String, Object> whole, Map<String, Object> part, String where) {
        part.forEach((name, value) -> {
            String place = where + "/" + name;
            Object before = whole.get(name);
            if (before == null) {
                whole.put(name, copy(value));
            } else if (before instanceof Map && value instanceof Map && isSharedByParts(place)) {
                addAll((Map<String, Object>) before, (Map<String, Object>) value, place);
            } else if (before instanceof List && value instanceof List && place.equals("/tags")) {
                ((List<Object>) before).addAll((List<Object>) value);
            } else {
                throw new IllegalStateException("openapi " + place + ": twice (expected: each once)");
            }
        });
    }

    private static boolean isSharedByParts(String place) {
        return place.equals("/paths") || place.matches("/components(/[^/]+)?");
    }

    /** Deep where others are added. */
    @SuppressWarnings("unchecked")
    private static Object copy(Object value) {
        if (value instanceof Map) {
            Map<String, Object> map = new LinkedHashMap<>();
            ((Map<String, Object>) value).forEach((name, inner) -> map.put(name, copy(inner)));
            return map;
        }
        return value instanceof List ? new ArrayList<>((List<Object>) value) : value;
    }
}
