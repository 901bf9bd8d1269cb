package dev.ares.order.global;

import org.jspecify.annotations.Nullable;

/** A definite refusal, as what it takes to make Seata roll back. Expected, so it carries no trace. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final @Nullable String detail;

    /** @param reason a stable code */
    RefusedException(String reason, @Nullable String detail) {
        super(reason, null, false, false);
        this.reason = reason;
        this.detail = detail;
    }

    String reason() {
        return reason;
    }

    @Nullable
    String detail() {
        return detail;
    }
}
