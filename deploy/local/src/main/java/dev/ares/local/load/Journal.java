package dev.ares.local.load;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.ares.local.client.Answer;

/**
 * What the shop promised: a line for every order, cancel and refund that it answered with 2xx, with what the answer said of it.
 * Written before anything else is done with the answer, so that it can be held against the databases afterwards. Safe for use by
 * several threads.
 */
public final class Journal implements Closeable {

    private static final String HEADER = "at,what,status,idempotency_key,order_id,user_id,lines,total";
    private static final int FIELDS = 8;

    /** What was accepted. */
    public enum Accepted {
        ORDER,
        CANCEL,
        REFUND
    }

    /**
     * One promise.
     *
     * @param idempotencyKey empty for a cancel, which needs none
     * @param userId whose order it is; empty where nobody asked
     * @param lines the pieces by SKU, as in {@code mug*2 pen*1}, sorted; of a refund those that come back; empty where the
     *     answer named none
     * @param total what is to be paid, or comes back in money, in minor units; 0 where the answer named none
     */
    public record Entry(
            String at,
            Accepted what,
            int status,
            String idempotencyKey,
            String orderId,
            String userId,
            String lines,
            long total) {}

    private final BufferedWriter file;
    private final Clock clock;

    /** Begins a new one; one that is there is replaced. */
    public Journal(Path file, Clock clock) throws IOException {
        this.file = Files.newBufferedWriter(file);
        this.clock = clock;
        line(HEADER);
    }

    /**
     * On return the line has left this process.
     *
     * @param userId empty where nobody asked
     */
    public void order(Answer answer, String idempotencyKey, String userId) {
        JsonNode order = answer.body();
        write(
                Accepted.ORDER,
                answer,
                idempotencyKey,
                order.path("id"),
                userId,
                order.path("items"),
                order.path("total"));
    }

    /** On return the line has left this process. */
    public void cancel(Answer answer, String userId) {
        JsonNode order = answer.body();
        write(Accepted.CANCEL, answer, "", order.path("id"), userId, order.path("items"), order.path("total"));
    }

    /** On return the line has left this process. */
    public void refund(Answer answer, String idempotencyKey) {
        JsonNode refund = answer.body();
        write(
                Accepted.REFUND,
                answer,
                idempotencyKey,
                refund.path("orderId"),
                "",
                refund.path("lines"),
                refund.path("amount"));
    }

    private synchronized void write(
            Accepted what, Answer answer, String key, JsonNode order, String userId, JsonNode lines, JsonNode money) {
        try {
            line(String.join(
                    ",",
                    clock.instant().toString(),
                    what.name(),
                    Integer.toString(answer.status()),
                    key,
                    order.asString(""),
                    userId,
                    lines.valueStream()
                            .map(line -> line.path("sku").asString("") + "*"
                                    + line.path("quantity").asLong(0))
                            .sorted()
                            .collect(Collectors.joining(" ")),
                    Long.toString(money.path("amount").asLong(0))));
        } catch (IOException failure) {
            throw new UncheckedIOException("the journal of what was accepted cannot be written", failure);
        }
    }

    private void line(String text) throws IOException {
        file.write(text);
        file.write('\n');
        file.flush();
    }

    /** The promises of a journal, oldest first. */
    public static List<Entry> read(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.skip(1).map(line -> entry(line.split(",", FIELDS))).toList();
        }
    }

    private static Entry entry(String[] fields) {
        return new Entry(
                fields[0],
                Accepted.valueOf(fields[1]),
                Integer.parseInt(fields[2]),
                fields[3],
                fields[4],
                fields[5],
                fields[6],
                Long.parseLong(fields[7]));
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
