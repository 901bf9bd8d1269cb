package dev.ares.gateway.console;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

import dev.ares.test.openapi.DescribedApi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The console asks for nothing that the API does not have, and shows what it is told as text. */
class CallsTest {

    private static final Pattern CALL = Pattern.compile("\"((?:GET|POST) /[^\"]*)\"");

    @Test
    void eachCallIsDescribed() throws IOException {
        Set<String> described = new TreeSet<>();
        Stream.of("shared", "order-service", "payment-service", "user-service")
                .forEach(part -> described.addAll(DescribedApi.described("ares/openapi/" + part + ".yaml")));

        assertThat(calls(script("calls.js"))).hasSizeGreaterThan(10).isSubsetOf(described);
    }

    @Test
    void noOtherScriptNamesACall() throws IOException {
        for (String name : ConsoleConfiguration.SCRIPTS) {
            int asPartOfACall = name.equals("calls.js") ? calls(script(name)).size() : 0;
            // One more tells which of them take no token.
            assertThat(script(name).split("[/]api/", -1).length - 1)
                    .as(name)
                    .isEqualTo(asPartOfACall + (asPartOfACall > 0 ? 1 : 0));
        }
    }

    @Test
    void nothingIsReadAsHtmlAndNothingIsStored() throws IOException {
        for (String name : ConsoleConfiguration.SCRIPTS) {
            assertThat(script(name))
                    .as(name)
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
                    .doesNotContain("localStorage", "sessionStorage", "indexedDB", "document.cookie");
        }
    }

    private static Set<String> calls(String script) {
        Set<String> calls = new TreeSet<>();
        Matcher matcher = CALL.matcher(script);
        while (matcher.find()) {
            calls.add(matcher.group(1));
        }
        return calls;
    }

    private static String script(String name) throws IOException {
        return new ClassPathResource("ares/console/" + name).getContentAsString(UTF_8);
    }
}
