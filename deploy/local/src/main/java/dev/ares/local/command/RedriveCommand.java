package dev.ares.local.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.ares.local.client.ShopClient;
import dev.ares.local.operator.OperatorDesk;
import dev.ares.local.operator.ParkedWork;

/** Lets parked work go on. */
@Command(
        name = "redrive",
        description = "Lets parked work go on: a saga or a payment is tried again, a refused message is sent again, a"
                + " dead letter is applied. What is not parked any more is left alone.",
        mixinStandardHelpOptions = true)
public final class RedriveCommand implements Callable<Integer> {

    private final Supplier<ShopClient> operator;

    /** In the shop that was started here. */
    public RedriveCommand() {
        this(RunningShop::admin);
    }

    /** @param operator the shop as somebody with the role operator sees it; asked for when the command runs */
    public RedriveCommand(Supplier<ShopClient> operator) {
        this.operator = operator;
    }

    @ArgGroup(multiplicity = "1")
    private final Which which = new Which();

    @Override
    public Integer call() {
        var desk = new OperatorDesk(operator.get());
        List<ParkedWork> parked = desk.parked();
        List<ParkedWork> chosen = parked.stream()
                .filter(work -> which.all || which.ids.contains(work.id()))
                .toList();
        for (ParkedWork work : chosen) {
            System.out.printf("%-12s %s  %s%n", work.kind(), work.id(), desk.redrive(work));
        }
        List<String> missing = new ArrayList<>(which.ids);
        chosen.forEach(work -> missing.remove(work.id()));
        missing.forEach(
                id -> System.out.printf("%-12s %s  is not parked (the command parked lists what is)%n", "-", id));
        if (which.all && chosen.isEmpty()) {
            System.out.println("Nothing is parked.");
        }
        return missing.isEmpty() ? 0 : 1;
    }

    /** Some, or all. */
    static final class Which {

        @Option(names = "--all", description = "Everything that is parked.", required = true)
        private boolean all;

        @Parameters(paramLabel = "ID", description = "What is to go on: ids as the command parked prints them.")
        private List<String> ids = new ArrayList<>();
    }
}
