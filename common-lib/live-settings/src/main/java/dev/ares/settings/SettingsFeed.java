package dev.ares.settings;

import org.jspecify.annotations.Nullable;

/** Where settings are pushed from. */
public interface SettingsFeed {

    /** Follows nothing: the settings stay what the environment says. */
    SettingsFeed NONE = (name, follower) -> {};

    /**
     * Follows a document for as long as the feed lives.
     *
     * @param name of the document
     * @param follower is told the document that there is, before this returns where the feed can be reached in time, and
     *     then every new one
     */
    void follow(String name, Follower follower);

    /**
     * Puts a document in the place of the one of this name. Those who follow it hear of it in moments. May block for
     * seconds.
     *
     * @throws IllegalStateException when that is not possible now, or not at all
     */
    default void publish(String name, String document) {
        throw new IllegalStateException("settings " + name + ": there is nobody to pass them on");
    }

    /** Whoever follows a document. */
    interface Follower {

        /** @param document the whole of it; null when there is none, or no more */
        void pushed(@Nullable String document);
    }
}
