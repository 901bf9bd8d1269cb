package dev.ares.seata;

/** A branch could not be made. Nothing of it was done; the global transaction can only be rolled back. */
public class BranchFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BranchFailedException(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
