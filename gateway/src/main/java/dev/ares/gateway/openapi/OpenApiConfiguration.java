package dev.ares.gateway.openapi;

import java.time.Duration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final CacheControl FIVE_MINUTES =
            CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    /** Both are written once. */
    @Bean
    RouterFunction<ServerResponse> descriptions(JsonMapper json) {
        ApiDescription api = ApiDescription.onTheClassPath();
        byte[] document = json.writeValueAsBytes(api.document());
        String page = DocsPage.of(api.document());
        String policy = DocsPage.contentSecurityPolicy();
        return RouterFunctions.route()
                .GET("/openapi.json", request -> answer(MediaType.APPLICATION_JSON)
                        .contentLength(document.length)
                        .bodyValue(document))
                .GET("/docs", request -> answer(HTML)
                        .header("Content-Security-Policy", policy)
                        .bodyValue(page))
                .build();
    }

    private static ServerResponse.BodyBuilder answer(MediaType type) {
        return ServerResponse.ok().contentType(type).cacheControl(FIVE_MINUTES);
    }
}
