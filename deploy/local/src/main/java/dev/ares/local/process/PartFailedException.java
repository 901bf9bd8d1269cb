package dev.ares.local.process;

import java.util.List;

/** A part that could not be started, with what its log ends with. */
public final class PartFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String part;
    private final transient List<String> logEnd;

    public PartFailedException(String part, String reason, List<String> logEnd) {
        super(part + " could not be started: " + reason);
        this.part = part;
        this.logEnd = List.copyOf(logEnd);
    }

    public String part() {
        return part;
    }

    /** The last lines of the part's log, oldest first; empty when it wrote none. */
    public List<String> logEnd() {
        return logEnd;
    }
}
