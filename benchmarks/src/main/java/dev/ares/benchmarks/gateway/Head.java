package dev.ares.benchmarks.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What has to be known of an answer before its body.
 *
 * @param length of the body in bytes
 * @param closes whether the connection cannot be used again: the answer says so, or does not say where it ends
 */
record Head(int status, long length, boolean closes) {

    private static final String LENGTH = "\r\ncontent-length:";
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    /** Where the body begins; -1 while the head is not all there. */
    static int end(byte[] answer, int read) {
        for (int i = 3; i < read; i++) {
            if (answer[i] == '\n' && answer[i - 1] == '\r' && answer[i - 2] == '\n' && answer[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    /** @param end as {@link #end} found it */
    static Head of(byte[] answer, int end) {
        String head = new String(answer, 0, end, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int status = Integer.parseInt(head, STATUS_AT, STATUS_AT + 3, 10);
        int length = head.indexOf(LENGTH);
        if (length < 0) {
            return new Head(status, 0, true);
        }
        String number = head.substring(length + LENGTH.length(), head.indexOf('\r', length + LENGTH.length()));
        return new Head(status, Long.parseLong(number.strip()), head.contains("\r\nconnection: close"));
    }
}
