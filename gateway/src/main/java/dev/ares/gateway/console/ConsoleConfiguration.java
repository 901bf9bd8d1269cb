package dev.ares.gateway.console;

import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

    /** The first asks for the others. */
    static final List<String> SCRIPTS =
            List.of("console.js", "calls.js", "graph.js", "lists.js", "order.js", "page.js");

    /** Open to everyone: the files hold no data, and what the page asks for is asked for by its reader's own token. */
    @Bean
    RouterFunction<ServerResponse> operatorConsole() {
        RouterFunctions.Builder routes = RouterFunctions.route()
                .GET("/console", ConsoleFile.read("console.html", "text/html")::answer)
                .GET("/console/console.css", ConsoleFile.read("console.css", "text/css")::answer);
        SCRIPTS.forEach(
                script -> routes.GET("/console/" + script, ConsoleFile.read(script, "text/javascript")::answer));
        return routes.build();
    }
}
