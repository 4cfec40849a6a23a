package io.pottery.container;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.pottery.connection.RedisCommands;
import io.pottery.exception.KeyExistsException;
import io.pottery.exception.RandomKeyException;
import io.pottery.internal.script.Script;

/**
 * A key on the application's Redis.
 */
final class DefaultContainerCore implements ContainerCore {

	static final int CHUNK_ELEMENTS = 1_000;

	static final int CHUNK_BYTES = 256 * 1024;

	private static final int RANDOM_KEY_TRIES = 3;

	/** How long what is staged may stand half-written before Redis removes it. */
	private static final Duration STAGING_TIME_TO_LIVE = Duration.ofMinutes(10);

	private static final Script CALL_COMMAND = Script.load("call-command");

	private static final Script CLEAR_KEYS = Script.load("clear-keys");

	private static final Script EXPIRE_KEYS = Script.load("expire-keys");

	private static final Script CREATE_UNLESS_EXISTS = Script.load("create-unless-exists");

	private static final Script STAGE_ELEMENTS = Script.load("stage-elements");

	private static final Script RUN_WITH_STAGED_TEXTS = Script.load("run-with-staged-texts");

	private static final Script RENAME_UNLESS_EXISTS = Script.load("rename-unless-exists");

	private static final Script REPLACE_CONTENTS = Script.load("replace-contents");

	private static final Script REPLACE_BY_RENAMING = Script.load("replace-by-renaming");

	private static final String NO_EXPIRY = "0";

	private final ContainerSettings settings;

	private final RedisCommands commands;

	private final String key;

	private final String redisKey;

	private final List<String> keys;

	private final ContainerType type;

	private final boolean temporary;

	DefaultContainerCore(ContainerSettings settings, String key, ContainerType type, boolean temporary,
			String... companions) {
		this.settings = settings;
		this.commands = settings.commands().about(key, type.words());
		this.key = key;
		this.redisKey = settings.keyPrefix() + key;
		this.type = type;
		this.temporary = temporary;
		this.keys = keys(companions);
	}

	private List<String> keys(String... companions) {
		return Stream
			.concat(Stream.of(this.redisKey),
					Arrays.stream(companions).map((suffix) -> CompanionKeys.companion(this.redisKey, suffix)))
			.toList();
	}

	static ContainerCore temporary(ContainerSettings settings, Supplier<String> names, ContainerType type,
			String... companions) {
		String key = "";
		for (int i = 0; i < RANDOM_KEY_TRIES; i++) {
			key = names.get();
			DefaultContainerCore core = new DefaultContainerCore(settings, key, type, true, companions);
			if (!isOne(core.commands.call("EXISTS", core.redisKey))) {
				return core;
			}
		}
		throw new RandomKeyException(RANDOM_KEY_TRIES + " random keys in a row were taken, the last was '" + key + "'",
				key, null);
	}

	static String randomKey() {
		return "pottery:" + UUID.randomUUID();
	}

	@Override
	public ContainerSettings settings() {
		return this.settings;
	}

	@Override
	public String key() {
		return this.key;
	}

	@Override
	public @Nullable Object call(String command, byte[]... args) {
		if (!this.temporary) {
			return this.commands.call(command, this.redisKey, args);
		}
		return run(CALL_COMMAND, prepend(args, text(command)));
	}

	@Override
	public @Nullable Object run(Script script, byte[]... args) {
		return this.temporary ? run(script, List.of(), args) : this.commands.run(script, this.keys, args);
	}

	@Override
	public @Nullable Object run(Script script, List<ContainerCore> others, byte[]... args) {
		List<String> all = new ArrayList<>(this.keys);
		List<String> expiries = new ArrayList<>(Collections.nCopies(all.size(), renewal()));
		boolean renewing = this.temporary;
		for (ContainerCore it : others) {
			if (it.settings().commands() != this.settings.commands()) {
				throw new IllegalArgumentException(
						"'" + it.key() + "' must live on the Redis of '" + this.key + "', was opened on another");
			}
			DefaultContainerCore other = (DefaultContainerCore) it;
			all.addAll(other.keys);
			expiries.addAll(Collections.nCopies(other.keys.size(), other.renewal()));
			renewing |= other.temporary;
		}
		if (!renewing) {
			return this.commands.run(script, all, args);
		}
		byte[][] renewingArgs = Arrays.copyOf(args, args.length + 1);
		renewingArgs[args.length] = text(String.join(" ", expiries));
		return this.commands.run(RenewingScripts.of(script), all, renewingArgs);
	}

	@Override
	public @Nullable Object runStaged(Script script, List<byte[]> fieldsAndTexts, byte[]... args) {
		List<byte[][]> chunks = ContainerCore.chunks(fieldsAndTexts, 2);
		if (chunks.size() <= 1) {
			return run(script, prepend(fieldsAndTexts.toArray(byte[][]::new), args));
		}
		ContainerCore staged = new DefaultContainerCore(this.settings.withKeyPrefix(""),
				stage("operand-", "HSET", chunks), ContainerType.HASH, false);
		return run(RUN_WITH_STAGED_TEXTS.around(script), List.of(staged), args);
	}

	/**
	 * Returns what a use of this container makes of its expiry.
	 * @return milliseconds, 0 to leave it alone
	 */
	private String renewal() {
		return this.temporary ? Long.toString(this.settings.temporaryTimeToLive().toMillis()) : NO_EXPIRY;
	}

	@Override
	public boolean isBeside(ContainerCore other) {
		return other.settings().commands() == this.settings.commands()
				&& this.commands.isTogether(this.redisKey, ((DefaultContainerCore) other).redisKey);
	}

	@Override
	public void create(String command, List<byte[]> arguments, int width) {
		List<byte[][]> chunks = ContainerCore.chunks(arguments, width);
		boolean created = switch (chunks.size()) {
			case 0 -> true;
			case 1 -> isOne(run(CREATE_UNLESS_EXISTS, prepend(chunks.get(0), text(command))));
			default -> createInSteps(command, chunks);
		};
		if (!created) {
			throw new KeyExistsException("Key '" + this.key + "' exists, expected none to take the initial contents",
					this.key, null);
		}
	}

	private boolean createInSteps(String command, List<byte[][]> chunks) {
		return isOne(
				this.commands.run(RENAME_UNLESS_EXISTS, List.of(this.redisKey, stage("initial-", command, chunks))));
	}

	private String stage(String purpose, String command, List<byte[][]> chunks) {
		String staging = CompanionKeys.companion(this.redisKey, purpose + UUID.randomUUID());
		for (byte[][] chunk : chunks) {
			this.commands.run(STAGE_ELEMENTS, List.of(staging),
					prepend(chunk, millis(STAGING_TIME_TO_LIVE), text(command)));
		}
		return staging;
	}

	@Override
	public void replace(String command, List<byte[]> arguments, int width) {
		List<byte[][]> chunks = ContainerCore.chunks(arguments, width);
		byte[] probe = text(this.type.probe());
		if (chunks.size() <= 1) {
			byte[][] elements = chunks.isEmpty() ? new byte[0][] : chunks.get(0);
			run(REPLACE_CONTENTS, prepend(elements, probe, text(command)));
		}
		else {
			this.commands.run(REPLACE_BY_RENAMING, List.of(this.redisKey, stage("next-", command, chunks)), probe);
		}
	}

	@Override
	public Iterator<List<byte[][]>> scan(String command, int width) {
		return new ScanIterator(this, command, width);
	}

	@Override
	public <T> @Nullable T await(Supplier<@Nullable T> attempt, long nanos, String... companions)
			throws InterruptedException {
		return this.commands.waits().await(keys(companions), attempt, nanos);
	}

	@Override
	public void inefficient(String operation) {
		InefficientAccess.log(operation, this.key);
	}

	@Override
	public void clear() {
		this.commands.run(CLEAR_KEYS, this.keys, text(this.type.probe()));
	}

	@Override
	public boolean expire(Duration timeToLive) {
		if (timeToLive.toMillis() < 1) {
			throw new IllegalArgumentException("'timeToLive' must be at least one millisecond, was " + timeToLive);
		}
		return isOne(this.commands.run(EXPIRE_KEYS, this.keys, text(this.type.probe()), millis(timeToLive)));
	}

	@Override
	public Optional<Duration> timeToLive() {
		return (this.commands.call("PTTL", this.redisKey) instanceof Long millis && millis >= 0)
				? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
	}

	@Override
	public void close() {
		if (this.temporary) {
			clear();
		}
	}

	private static boolean isOne(@Nullable Object reply) {
		return Long.valueOf(1).equals(reply);
	}

	private static byte[][] prepend(byte[][] args, byte[]... first) {
		List<byte[]> all = new ArrayList<>(Arrays.asList(first));
		all.addAll(Arrays.asList(args));
		return all.toArray(byte[][]::new);
	}

	private static byte[] millis(Duration duration) {
		return text(Long.toString(duration.toMillis()));
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
