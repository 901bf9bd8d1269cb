package dev.ares.gateway;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The description of the API, which is open to everyone. */
class OpenApiIT extends RunningGateway {

    @Test
    void programsGetOneDocument() {
        HttpResponse<String> answer = send(request("/openapi.json"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Cache-Control"))
                .get()
                .asString()
                .contains("max-age=300");
        assertThat(document().path("openapi").asString()).isEqualTo("3.1.0");
    }

    @Test
    void peopleGetAPageThatRunsNothing() {
        HttpResponse<String> page = send(request("/docs"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'; style-src 'sha256-");
        assertThat(page.body()).contains("<h1>Ares</h1>", "/api/orders/{id}/timeline");
    }

    @Test
    void whatIsDescribedIsRouted() {
        document()
                .path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, call) -> {
                    if (!method.equals("parameters")) {
                        String example =
                                path.replace("{service}", "order-service").replaceAll("\\{[a-z]+}", "x");
                        HttpResponse<String> answer = send(request(example, "admin")
                                .method(method.toUpperCase(Locale.ROOT), BodyPublishers.noBody()));
                        // Behind it stands a service that answers everything, or none; or we ourselves want a body.
                        assertThat(answer.statusCode()).as(method + " " + path).isIn(200, 400, 503, 504);
                    }
                }));
    }

    private JsonNode document() {
        return JsonMapper.shared().readTree(send(request("/openapi.json")).body());
    }
}
