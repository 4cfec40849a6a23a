package io.pottery.container;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.pottery.internal.script.Script;

/**
 * One key with its companions, its life and its commands: what the containers and caches
 * of other rooms are built around. Applications have no use for it.
 *
 * @since 1.0
 */
public interface ContainerCore extends RedisContainer {

	/**
	 * Opens a key; asks nobody.
	 * @param settings what all containers share
	 * @param key the key, without the prefix
	 * @param type the type of what stands there
	 * @param companions the suffixes of its companion keys
	 * @return the core
	 * @throws IllegalArgumentException if there are companions and the key contains
	 * <code>}</code> but no hash tag
	 */
	static ContainerCore open(ContainerSettings settings, String key, ContainerType type, String... companions) {
		return new DefaultContainerCore(settings, key, type, false, companions);
	}

	/**
	 * Finds a random key that is free. What is written there is deleted by
	 * {@link #close()}, or when it was not used for the configured time.
	 * @param settings what all containers share
	 * @param type the type of what will stand there
	 * @param companions the suffixes of its companion keys
	 * @return the core
	 * @throws io.pottery.exception.RandomKeyException if three random keys in a row were
	 * taken
	 */
	static ContainerCore temporary(ContainerSettings settings, ContainerType type, String... companions) {
		return DefaultContainerCore.temporary(settings, DefaultContainerCore::randomKey, type, companions);
	}

	/**
	 * Cuts the arguments of a bulk command into chunks of up to 1,000 elements or 256
	 * KiB.
	 * @param arguments the arguments
	 * @param width how many arguments make an element
	 * @return the chunks, each of one element at least
	 */
	static List<byte[][]> chunks(List<byte[]> arguments, int width) {
		List<byte[][]> chunks = new ArrayList<>();
		List<byte[]> chunk = new ArrayList<>();
		int bytes = 0;
		for (int i = 0; i < arguments.size(); i += width) {
			List<byte[]> element = arguments.subList(i, i + width);
			int length = element.stream().mapToInt((argument) -> argument.length).sum();
			if (!chunk.isEmpty() && (chunk.size() == width * DefaultContainerCore.CHUNK_ELEMENTS
					|| bytes + length > DefaultContainerCore.CHUNK_BYTES)) {
				chunks.add(chunk.toArray(byte[][]::new));
				chunk.clear();
				bytes = 0;
			}
			chunk.addAll(element);
			bytes += length;
		}
		if (!chunk.isEmpty()) {
			chunks.add(chunk.toArray(byte[][]::new));
		}
		return chunks;
	}

	/**
	 * Returns what all containers share.
	 * @return the settings
	 */
	ContainerSettings settings();

	/**
	 * Sends one command about the key, in one round trip.
	 * @param command the command
	 * @param args what follows the key
	 * @return the reply
	 */
	@Nullable Object call(String command, byte[]... args);

	/**
	 * Sends one command that answers a number, in one round trip.
	 * @param command the command
	 * @param args what follows the key
	 * @return the number
	 */
	default long callForNumber(String command, byte[]... args) {
		return (Long) Objects.requireNonNull(call(command, args));
	}

	/**
	 * Sends one command that answers a list, in one round trip.
	 * @param command the command
	 * @param args what follows the key
	 * @return the elements of the reply
	 */
	@SuppressWarnings("unchecked")
	default List<@Nullable Object> callForList(String command, byte[]... args) {
		return (List<@Nullable Object>) Objects.requireNonNull(call(command, args));
	}

	/**
	 * Runs a script about the key and its companions, in one round trip.
	 * @param script the script, whose keys are the key and the companions
	 * @param args its arguments
	 * @return the reply
	 */
	@Nullable Object run(Script script, byte[]... args);

	/**
	 * Runs a script whose last arguments are fields and texts in turns, however many:
	 * what fits one chunk in one round trip. Anything else is first staged in a hash
	 * beside the key, in one round trip a chunk, and the script finds each field once and
	 * in no particular order.
	 * @param script the script, whose keys are the key and the companions
	 * @param fieldsAndTexts its last arguments
	 * @param args its first arguments
	 * @return the reply
	 * @throws IllegalArgumentException if something must be staged, and the key contains
	 * <code>}</code> but no hash tag
	 */
	@Nullable Object runStaged(Script script, List<byte[]> fieldsAndTexts, byte[]... args);

	/**
	 * Tells whether one script may use this key and that of another container: they are
	 * on the same Redis, in a cluster in the same slot.
	 * @param other the other container
	 * @return whether it may
	 */
	boolean isBeside(ContainerCore other);

	/**
	 * Runs a script about the key and other containers, in one round trip. All of them
	 * count as used.
	 * @param script the script, whose keys are the key and its companions, followed by
	 * those of every other container
	 * @param others the other containers; a cluster refuses keys of several slots
	 * @param args its arguments
	 * @return the reply
	 * @throws IllegalArgumentException if another container does not live on the same
	 * {@link ContainerSettings#commands()}
	 */
	@Nullable Object run(Script script, List<ContainerCore> others, byte[]... args);

	/**
	 * Writes initial contents, which appear at once.
	 * @param command the command that adds elements
	 * @param arguments what follows the key
	 * @param width how many arguments make an element
	 * @throws io.pottery.exception.KeyExistsException if the key is taken
	 */
	void create(String command, List<byte[]> arguments, int width);

	/**
	 * Replaces the contents at once, and ends their expiry; without arguments nothing is
	 * left. A foreign type is refused.
	 * @param command the command that adds elements
	 * @param arguments what follows the key
	 * @param width how many arguments make an element
	 */
	void replace(String command, List<byte[]> arguments, int width);

	/**
	 * Reads the elements page by page, each element once as far as the settings let an
	 * iteration remember. What stands there from the first page to the last is never
	 * missed.
	 * @param command {@code HSCAN} or {@code SSCAN}
	 * @param width how many texts make an element
	 * @return the pages, none of them empty
	 */
	Iterator<List<byte[][]>> scan(String command, int width);

	/**
	 * Tries something until it yields, one waiting thread of this process after the
	 * other. What it yields is the caller's, even if the time is up meanwhile.
	 * @param <T> the type of what it yields
	 * @param attempt asks Redis once, and yields {@code null} where there is nothing yet
	 * @param nanos how long to wait after the first try, {@link Long#MAX_VALUE} for ever
	 * @return what the attempt yielded, {@code null} if the time was up
	 * @throws InterruptedException if the thread was interrupted; then nothing was taken
	 * @see io.pottery.connection.KeyWaits
	 */
	default <T> @Nullable T await(Supplier<@Nullable T> attempt, long nanos) throws InterruptedException {
		return await(attempt, nanos, new String[0]);
	}

	/**
	 * Tries something until it yields, as the other form does, in a line of its own for
	 * those who wait for the same companions.
	 * @param <T> the type of what it yields
	 * @param attempt asks Redis once, and yields {@code null} where there is nothing yet
	 * @param nanos how long to wait after the first try, {@link Long#MAX_VALUE} for ever
	 * @param companions the suffixes of the companion keys that the attempt also reads
	 * @return what the attempt yielded, {@code null} if the time was up
	 * @throws InterruptedException if the thread was interrupted; then nothing was taken
	 */
	<T> @Nullable T await(Supplier<@Nullable T> attempt, long nanos, String... companions) throws InterruptedException;

	/**
	 * Logs, once for each place of the application that calls it, that an operation reads
	 * everything.
	 * @param operation what was called
	 */
	void inefficient(String operation);

}
