package dev.ares.gateway.openapi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** The API's description to read: one page, without scripts. */
final class DocsPage {

    private static final String STYLE = """
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
            code { font: 15px ui-monospace, monospace } h2 { margin-top: 2.5rem; border-bottom: 1px solid #ccc }
            .call { display: inline-block; min-width: 24rem } .method { display: inline-block; width: 4rem; font-weight: bold }
            details { margin: .4rem 0 } summary { cursor: pointer } details p, li { margin: .3rem 0 .3rem 1rem; color: #444 }
            .open { color: #17632a }""";

    private static final List<String> METHODS = List.of("get", "post", "put", "delete", "patch");

    private DocsPage() {}

    /** The page has a style of its own and nothing else: the policy names its hash. */
    static String contentSecurityPolicy() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8));
            String name = "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
            return "default-src 'none'; style-src " + name + "; base-uri 'none'; frame-ancestors 'none'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String of(Map<String, Object> document) {
        Map<String, Object> info = map(document.get("info"));
        StringBuilder page = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(text(info.get("title")))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>")
                .append(text(info.get("title")))
                .append("</h1><p>")
                .append(text(info.get("description")))
                .append("</p><p>For programs: <a href=\"/openapi.json\">openapi.json</a> (OpenAPI ")
                .append(text(document.get("openapi")))
                .append(")</p>");
        for (Object tag : list(document.get("tags"))) {
            addGroup(page, map(tag), document);
        }
        return page.append("</body></html>").toString();
    }

    private static void addGroup(StringBuilder page, Map<String, Object> tag, Map<String, Object> document) {
        page.append("<h2>")
                .append(text(tag.get("name")))
                .append("</h2><p>")
                .append(text(tag.get("description")))
                .append("</p>");
        Map<String, Object> named = map(map(document.get("components")).get("responses"));
        map(document.get("paths")).forEach((path, item) -> METHODS.stream()
                .filter(method -> map(item).containsKey(method))
                .filter(method -> list(map(map(item).get(method)).get("tags")).contains(tag.get("name")))
                .forEach(method -> addCall(page, method, path, map(map(item).get(method)), named)));
    }

    private static void addCall(
            StringBuilder page, String method, String path, Map<String, Object> call, Map<String, Object> named) {
        page.append("<details><summary><code class=\"call\"><span class=\"method\">")
                .append(method.toUpperCase(Locale.ROOT))
                .append("</span>")
                .append(text(path))
                .append("</code> ")
                .append(text(call.get("summary")))
                .append("</summary><p>")
                .append(call.containsKey("description") ? text(call.get("description")) : "")
                .append(call.containsKey("security") ? " <span class=\"open\">Open to everyone.</span>" : "")
                .append("</p><ul>");
        map(call.get("responses")).forEach((status, response) -> {
            if (!status.equals("default")) {
                page.append("<li>")
                        .append(text(status))
                        .append(": ")
                        .append(text(told(map(response), named).get("description")))
                        .append("</li>");
            }
        });
        page.append("</ul></details>\n");
    }

    /** The response itself, or the one that it refers to: {@code #/components/responses/NAME}. */
    private static Map<String, Object> told(Map<String, Object> response, Map<String, Object> named) {
        return response.get("$ref") instanceof String reference
                ? map(named.get(reference.substring(reference.lastIndexOf('/') + 1)))
                : response;
    }

    private static String text(@Nullable Object value) {
        return HtmlUtils.htmlEscape(String.valueOf(value));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
