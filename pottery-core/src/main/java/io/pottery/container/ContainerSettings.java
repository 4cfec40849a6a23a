package io.pottery.container;

import java.time.Duration;
import java.util.Objects;

import io.pottery.codec.JsonCodecs;
import io.pottery.connection.RedisCommands;

/**
 * What all containers and caches of one Pottery share.
 *
 * @param commands the Redis that holds them
 * @param codecs how values become text
 * @param keyPrefix what goes before every key, empty for nothing
 * @param temporaryTimeToLive how long after its last use a temporary container lives
 * @param distinctElements how many elements one iteration remembers in order not to
 * repeat them, in about 24 bytes each
 * @since 1.0
 */
public record ContainerSettings(RedisCommands commands, JsonCodecs codecs, String keyPrefix,
		Duration temporaryTimeToLive, int distinctElements) {

	private static final Duration DEFAULT_TEMPORARY_TIME_TO_LIVE = Duration.ofHours(1);

	private static final int DEFAULT_DISTINCT_ELEMENTS = 1_000_000;

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException if the time to live is shorter than a millisecond
	 * or the number of elements is negative
	 */
	public ContainerSettings {
		Objects.requireNonNull(commands, "commands");
		Objects.requireNonNull(codecs, "codecs");
		Objects.requireNonNull(keyPrefix, "keyPrefix");
		if (temporaryTimeToLive.toMillis() < 1) {
			throw new IllegalArgumentException(
					"'temporaryTimeToLive' must be at least one millisecond, was " + temporaryTimeToLive);
		}
		if (distinctElements < 0) {
			throw new IllegalArgumentException("'distinctElements' must not be negative, was " + distinctElements);
		}
	}

	/**
	 * Returns the settings of Python's pottery: no prefix; temporary containers live for
	 * an hour, and an iteration remembers a million elements.
	 * @param commands the Redis that holds the containers
	 * @param codecs how values become text
	 * @return the settings
	 */
	public static ContainerSettings of(RedisCommands commands, JsonCodecs codecs) {
		return new ContainerSettings(commands, codecs, "", DEFAULT_TEMPORARY_TIME_TO_LIVE, DEFAULT_DISTINCT_ELEMENTS);
	}

	/**
	 * Returns these settings with another prefix.
	 * @param prefix what goes before every key
	 * @return the changed settings
	 */
	public ContainerSettings withKeyPrefix(String prefix) {
		return new ContainerSettings(this.commands, this.codecs, prefix, this.temporaryTimeToLive,
				this.distinctElements);
	}

	/**
	 * Returns these settings with another life of temporary containers.
	 * @param timeToLive how long after its last use a temporary container lives
	 * @return the changed settings
	 */
	public ContainerSettings withTemporaryTimeToLive(Duration timeToLive) {
		return new ContainerSettings(this.commands, this.codecs, this.keyPrefix, timeToLive, this.distinctElements);
	}

	/**
	 * Returns these settings with another memory of iterations.
	 * @param elements how many elements one iteration remembers
	 * @return the changed settings
	 */
	public ContainerSettings withDistinctElements(int elements) {
		return new ContainerSettings(this.commands, this.codecs, this.keyPrefix, this.temporaryTimeToLive, elements);
	}

}
