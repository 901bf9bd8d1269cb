package dev.ares.local.command;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadableLogTest {

    @Test
    void aStructuredLineIsTimeLevelAndMessage() {
        assertThat(ReadableLog.lines("""
                        {"@timestamp":"2026-11-21T06:00:00Z","log":{"level":"WARN","logger":"a.B"},"message":"low on stock"}""")).containsExactly("2026-11-21T06:00:00Z WARN low on stock");
    }

    @Test
    void ofAStackTraceOnlyTheCausesAreShown() {
        assertThat(ReadableLog.lines("""
                        {"@timestamp":"t","log":{"level":"ERROR"},"message":"failed",\
                        "error":{"stack_trace":"java.net.BindException: in use\\n\\tat a.B.c(B.java:1)\\nCaused by: more\\n"}}"""))
                .containsExactly("t ERROR failed", "java.net.BindException: in use", "Caused by: more");
    }

    @Test
    void whatIsNotStructuredStaysAsItIs() {
        assertThat(ReadableLog.lines("FATAL:  port 5432 is in use")).containsExactly("FATAL:  port 5432 is in use");
        assertThat(ReadableLog.lines("{\"message\":\"cut o")).containsExactly("{\"message\":\"cut o");
        assertThat(ReadableLog.lines("{\"other\":1}")).containsExactly("{\"other\":1}");
    }
}
