package dev.ares.local.command;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import picocli.CommandLine.Command;

import dev.ares.local.client.ShopClient;
import dev.ares.local.operator.OperatorDesk;
import dev.ares.local.operator.ParkedWork;

/** Lists what waits for a person. */
@Command(
        name = "parked",
        description =
                "Lists what waits for a person, with the reason: parked sagas and payments, messages that the"
                        + " broker refused, and messages that could not be applied. Exit code 0: nothing waits, 1: something does.",
        mixinStandardHelpOptions = true)
public final class ParkedCommand implements Callable<Integer> {

    private final Supplier<ShopClient> operator;

    /** In the shop that was started here. */
    public ParkedCommand() {
        this(RunningShop::admin);
    }

    /** @param operator the shop as somebody with the role operator sees it; asked for when the command runs */
    public ParkedCommand(Supplier<ShopClient> operator) {
        this.operator = operator;
    }

    @Override
    public Integer call() {
        List<ParkedWork> parked = new OperatorDesk(operator.get()).parked();
        if (parked.isEmpty()) {
            System.out.println("Nothing is parked.");
            return 0;
        }
        for (ParkedWork work : parked) {
            System.out.printf(
                    "%-12s %s  %s, in %s since %s%n", work.kind(), work.id(), work.what(), work.where(), work.since());
            System.out.printf("%-12s %s%n", "", work.reason());
        }
        System.out.printf("%nWhen the reason is gone: redrive ID, or redrive --all%n");
        return 1;
    }
}
