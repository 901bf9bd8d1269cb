package dev.ares.gateway.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.function.server.ServerResponse.BodyBuilder;
import reactor.core.publisher.Mono;

/**
 * One of the files that make up the console, read once.
 *
 * @param tag changes with the content: browsers ask each time, and are told when what they have is still right
 */
record ConsoleFile(MediaType type, byte[] content, String tag) {

    /** Its own script and style, calls to its own origin, and nothing else: no form is sent, no page may frame it. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** @param name in {@code ares/console} on the class path; the gateway does not start without it */
    static ConsoleFile read(String name, String type) {
        try {
            byte[] content = new ClassPathResource("ares/console/" + name).getContentAsByteArray();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            String tag = '"' + HexFormat.of().formatHex(hash, 0, 16) + '"';
            return new ConsoleFile(MediaType.parseMediaType(type + ";charset=UTF-8"), content, tag);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** "Not modified" carries the same headers: a browser puts them in the place of those that it has kept. */
    Mono<ServerResponse> answer(ServerRequest request) {
        return request.checkNotModified(tag)
                .flatMap(same -> described(HttpStatus.NOT_MODIFIED).build())
                .switchIfEmpty(Mono.defer(
                        () -> described(HttpStatus.OK).contentType(type).bodyValue(content)));
    }

    private BodyBuilder described(HttpStatus status) {
        return ServerResponse.status(status)
                .eTag(tag)
                .cacheControl(CacheControl.noCache())
                .header("Content-Security-Policy", POLICY);
    }
}
