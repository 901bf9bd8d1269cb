package dev.ares.seata;

import org.apache.seata.core.exception.TransactionException;
import org.apache.seata.core.model.GlobalStatus;
import org.apache.seata.core.model.TransactionManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CertainCommitsTest {

    @Test
    void isCommittedWhereTheCoordinatorSaysSo() throws TransactionException {
        assertThat(new CertainCommits(new Saying(GlobalStatus.Committed)).commit("x"))
                .isEqualTo(GlobalStatus.Committed);
    }

    /** Begin: it could not be written down. Finished: nothing is known of it, after a loss of the coordinator's files. */
    @ParameterizedTest
    @EnumSource(value = GlobalStatus.class, mode = Mode.EXCLUDE, names = "Committed")
    void allElseIsNoCommit(GlobalStatus status) {
        assertThatThrownBy(() -> new CertainCommits(new Saying(status)).commit("x"))
                .isInstanceOf(TransactionException.class)
                .hasMessage("transaction x: " + status + " (expected: Committed)");
    }

    /** A coordinator that always says the same. */
    private record Saying(GlobalStatus status) implements TransactionManager {

        @Override
        public String begin(String application, String group, String name, int timeout) {
            return "x";
        }

        @Override
        public GlobalStatus commit(String xid) {
            return status;
        }

        @Override
        public GlobalStatus rollback(String xid) {
            return status;
        }

        @Override
        public GlobalStatus getStatus(String xid) {
            return status;
        }

        @Override
        public GlobalStatus globalReport(String xid, GlobalStatus reported) {
            return status;
        }
    }
}
