package dev.ares.local.client;

import java.util.Arrays;

/** The shop answered with another status than the caller can go on with. */
public final class UnexpectedAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    UnexpectedAnswerException(Answer answer, int... expected) {
        super("The shop answered with status: " + answer.status() + " (expected: " + Arrays.toString(expected)
                + "), body: " + answer.text());
        this.answer = answer;
    }

    /** What the shop answered. */
    public Answer answer() {
        return answer;
    }
}
