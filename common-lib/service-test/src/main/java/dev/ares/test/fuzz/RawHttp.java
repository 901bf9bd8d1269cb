package dev.ares.test.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** An HTTP client that sends what it is told, which no proper client does. One connection per request. */
final class RawHttp {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String END_OF_HEADERS = "\r\n\r\n";

    private final InetSocketAddress address;

    RawHttp(URI server) {
        this.address = new InetSocketAddress(server.getHost(), server.getPort());
    }

    Observation send(BadRequest request) {
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            write(request, socket.getOutputStream());
            return observation(request, read(socket));
        } catch (IOException e) {
            throw new IllegalStateException("No answer to " + request, e);
        }
    }

    private void write(BadRequest request, OutputStream out) throws IOException {
        StringBuilder head = new StringBuilder()
                .append(request.method() + " " + request.target() + " HTTP/1.1\r\n")
                .append("Host: " + address.getHostString() + "\r\nConnection: close\r\n");
        request.headers().forEach(header -> head.append(header.name() + ": " + header.value() + "\r\n"));
        if (request.chunked()) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (request.body().length > 0 || request.method().equals("POST")) {
            head.append("Content-Length: " + request.body().length + "\r\n");
        }
        try {
            out.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
            if (request.chunked()) {
                out.write((Integer.toHexString(request.body().length) + "\r\n").getBytes(ISO_8859_1));
            }
            out.write(request.body());
            out.write((request.chunked() ? "\r\n0\r\n\r\n" : "").getBytes(ISO_8859_1));
            out.flush();
        } catch (SocketException refusedBeforeAllWasSent) {
            // The answer may be there all the same.
        }
    }

    private static String read(Socket socket) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int read; (read = socket.getInputStream().read(buffer)) >= 0; ) {
                answer.write(buffer, 0, read);
            }
        } catch (SocketException closedHard) {
            // What came before counts.
        }
        return answer.toString(ISO_8859_1);
    }

    private static Observation observation(BadRequest request, String answer) {
        int end = answer.indexOf(END_OF_HEADERS);
        if (end < 0 || !answer.startsWith("HTTP/1.1 ")) {
            throw new IllegalStateException("No HTTP answer to " + request + ": " + answer);
        }
        String[] lines = answer.substring(0, end).split("\r\n");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).trim());
        }
        return new Observation(
                request,
                Integer.parseInt(lines[0].substring(9, 12)),
                Optional.ofNullable(headers.get("content-type")),
                Optional.ofNullable(headers.get("x-ares-route")),
                // Chunk sizes may stand in between: nobody parses the body.
                new String(answer.substring(end + END_OF_HEADERS.length()).getBytes(ISO_8859_1), UTF_8));
    }
}
