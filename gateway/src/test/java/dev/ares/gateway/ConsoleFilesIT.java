package dev.ares.gateway;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The operator console's files, which are open to everyone, and which ask the API for everything else. */
class ConsoleFilesIT extends RunningGateway {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @ParameterizedTest
    @CsvSource({
        "/console, text/html",
        "/console/console.css, text/css",
        "/console/console.js, text/javascript",
        "/console/calls.js, text/javascript",
        "/console/graph.js, text/javascript",
        "/console/lists.js, text/javascript",
        "/console/order.js, text/javascript",
        "/console/page.js, text/javascript",
    })
    void isOpenAndRunsNothingButItsOwnScripts(String path, String type) {
        HttpResponse<String> answer = send(request(path));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Content-Type")).containsExactly(type + ";charset=UTF-8");
        assertThat(answer.headers().allValues("Content-Security-Policy")).containsExactly(POLICY);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-cache");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.body()).doesNotContain("style=\"", "onclick", "<script>", "http://", "https://");
    }

    /** Every file that the page and its scripts ask for is one of those that are served. */
    @Test
    void lacksNoneOfItsFiles() {
        assertThat(send(request("/console")).body()).contains("/console/console.css", "/console/console.js");
        for (String script : new String[] {"console", "graph", "lists", "order"}) {
            assertThat(send(request("/console/" + script + ".js"))
                            .body()
                            .lines()
                            .filter(line -> line.startsWith("import ")))
                    .isNotEmpty()
                    .allMatch(line -> line.matches(".* from \"\\./(calls|graph|lists|order|page)\\.js\";"));
        }
    }

    @Test
    void isSentAgainOnlyWhenItChanged() {
        String tag = send(request("/console")).headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> same = send(request("/console").header("If-None-Match", tag));
        HttpResponse<String> other = send(request("/console").header("If-None-Match", "\"of-yesterday\""));

        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.headers().allValues("ETag")).containsExactly(tag);
        // A browser puts these in the place of those that it has kept.
        assertThat(same.headers().allValues("Content-Security-Policy")).containsExactly(POLICY);
        assertThat(same.headers().allValues("Cache-Control")).containsExactly("no-cache");
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/", "/console/console.html", "/console/nothing.js", "/console/a/b.js"})
    void isNothingElse(String path) {
        assertThat(send(request(path, "admin")).statusCode()).isEqualTo(404);
        assertThat(send(request(path)).statusCode()).isIn(401, 404);
    }

    /** What the page asks for stays guarded. */
    @Test
    void opensNothingThatItAsksFor() {
        assertThat(send(request("/api/admin/sagas")).statusCode()).isEqualTo(401);
        assertThat(send(request("/api/admin/sagas", "customer")).statusCode()).isEqualTo(403);
    }
}
