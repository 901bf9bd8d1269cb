package dev.ares.saga;

/**
 * A longer saga than the shop has: six compensatable steps, two of them conditional, one with nothing to undo and one that is undone in any order, and
 * two tails, one of which waits for two acknowledgements. Commands are their own names.
 */
record Voyage(boolean withCar, boolean withMeals) {

    static final Voyage FULL = new Voyage(true, true);
    static final Voyage PLAIN = new Voyage(false, false);

    static final SagaDefinition<Voyage, String> SAGA = SagaDefinition.<Voyage, String>named("voyage")
            .step("check passport", voyage -> "check passport")
            .step("flight out", voyage -> "book flight out")
            .undoneBy(voyage -> "cancel flight out")
            .step("hotel", voyage -> "book hotel")
            .undoneBy(voyage -> "cancel hotel")
            .step("car", voyage -> "book car")
            .when(Voyage::withCar)
            .undoneBy(voyage -> "cancel car")
            .inAnyOrder()
            .step("meals", voyage -> "book meals")
            .when(Voyage::withMeals)
            .undoneBy(voyage -> "cancel meals")
            .step("flight back", voyage -> "book flight back")
            .undoneBy(voyage -> "cancel flight back")
            .pivot("pay", voyage -> "pay")
            .tail("announce", voyage -> "announce")
            .acknowledgedBy("issue tickets", "award miles")
            .tail("send guide", voyage -> "send guide")
            .when(Voyage::withMeals)
            .build();
}
