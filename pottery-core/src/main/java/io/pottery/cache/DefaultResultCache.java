package io.pottery.cache;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pottery.codec.JsonCodec;
import io.pottery.container.ContainerCore;
import io.pottery.container.ContainerType;
import io.pottery.exception.PotteryException;
import io.pottery.exception.UndecodableValueException;
import io.pottery.exception.UnencodableValueException;
import io.pottery.internal.script.Script;

/**
 * Results in a hash. An entry is {@code [expiresAtMillis, result]}, with {@code null} for
 * an entry that lives as long as the cache.
 *
 * @param <R> the type of the results
 */
final class DefaultResultCache<R extends @Nullable Object> implements ResultCache<R> {

	private static final Logger LOGGER = LoggerFactory.getLogger(DefaultResultCache.class);

	private static final Script GET_RESULT = Script.load("get-result");

	private static final Script PUT_RESULT_IF_CURRENT = Script.load("put-result-if-current");

	private static final Script EVICT_RESULT = Script.load("evict-result");

	/** How long a load may take at most if its result is to be stored: a day. */
	private static final byte[] GENERATION_MILLIS = text(Long.toString(Duration.ofDays(1).toMillis()));

	/** The generation of what was loaded while Redis failed, which is never stored. */
	private static final long UNKNOWN_GENERATION = -1;

	private static final byte[] NO_FIELD = {};

	private static final byte[] ENTRY_START = text("[null, ");

	private final ContainerCore core;

	private final JsonCodec<R> results;

	private final List<JsonCodec<Object>> arguments;

	private final JsonCodec<Object> anyArgument;

	private final byte[] timeout;

	private final OnError onError;

	private final Map<FlightId, Flight> flights = new ConcurrentHashMap<>();

	/** Counts the loads that ended, striped by field. */
	private final AtomicLongArray landings = new AtomicLongArray(64);

	private final LongAdder hits = new LongAdder();

	private final LongAdder misses = new LongAdder();

	private final AtomicBoolean failing = new AtomicBoolean();

	DefaultResultCache(ResultCacheBuilder<R> builder) {
		this.core = ContainerCore.open(builder.settings, builder.key, ContainerType.HASH, "generation");
		this.results = builder.settings.codecs().of(builder.resultType);
		this.anyArgument = builder.settings.codecs().of(Object.class);
		this.arguments = builder.argumentTypes.stream()
			.map((type) -> builder.settings.codecs().<Object>of(type))
			.toList();
		this.timeout = text(Long.toString((builder.timeout != null) ? builder.timeout.toMillis() : 0));
		this.onError = builder.onError;
	}

	@Override
	public String key() {
		return this.core.key();
	}

	@Override
	public R get(List<? extends @Nullable Object> arguments, Supplier<? extends R> loader) {
		byte[] field = field(arguments);
		int stripe = Math.floorMod(Arrays.hashCode(field), this.landings.length());
		long before = this.landings.get(stripe);
		Found<R> found = find(field);
		if (found.isHit()) {
			return hit(found);
		}
		// A caller who comes after a clear never joins a load that began before it.
		FlightId id = new FlightId(new String(field, StandardCharsets.US_ASCII), found.generation());
		Flight mine = new Flight();
		Flight running = this.flights.putIfAbsent(id, mine);
		if (running != null) {
			Found<R> landed = decoded(running.await());
			return (landed != null) ? hit(landed) : miss(field, found.generation(), loader, mine);
		}
		try {
			if (this.landings.get(stripe) != before) {
				// Another load may have ended between the look-up and the start of this.
				found = find(field);
				if (found.isHit()) {
					mine.land(found.text());
					return hit(found);
				}
			}
			return miss(field, found.generation(), loader, mine);
		}
		finally {
			this.landings.incrementAndGet(stripe);
			this.flights.remove(id, mine);
			mine.land(null);
		}
	}

	// The result of a hit is null only where results may be.
	@SuppressWarnings("NullAway")
	private R hit(Found<R> found) {
		this.hits.increment();
		return found.result();
	}

	private R miss(byte[] field, long generation, Supplier<? extends R> loader, Flight flight) {
		this.misses.increment();
		return load(field, generation, loader, flight);
	}

	@Override
	public R bypass(List<? extends @Nullable Object> arguments, Supplier<? extends R> loader) {
		byte[] field = field(arguments);
		return load(field, generation(), loader, new Flight());
	}

	private R load(byte[] field, long generation, Supplier<? extends R> loader, Flight flight) {
		R result = loader.get();
		byte[] text = encode(this.results, result, "Result");
		flight.land(text);
		put(field, generation, text);
		return result;
	}

	@Override
	public CacheLookup<R> lookup(List<? extends @Nullable Object> arguments) {
		Found<R> found = find(field(arguments));
		(found.isHit() ? this.hits : this.misses).increment();
		return new CacheLookup<>(found.isHit(), found.result(), found.generation());
	}

	private Found<R> find(byte[] field) {
		Object reply = guarded(UNKNOWN_GENERATION,
				() -> this.core.run(GET_RESULT, field, this.timeout, GENERATION_MILLIS));
		if (reply instanceof byte[] entry) {
			Found<R> found = decoded(result(entry));
			return (found != null) ? found : find(NO_FIELD);
		}
		return new Found<>(null, null, (Long) reply);
	}

	/**
	 * Reads a result; one that cannot be read is none.
	 * @param text the result as JSON, if there is one
	 * @return the result, {@code null} if there is none
	 */
	private @Nullable Found<R> decoded(byte @Nullable [] text) {
		try {
			return (text != null) ? new Found<>(text, this.results.decode(text, key()), UNKNOWN_GENERATION) : null;
		}
		catch (UndecodableValueException ex) {
			LOGGER.debug("A result of cache '{}' cannot be read and will be replaced", key(), ex);
			return null;
		}
	}

	@Override
	public long generation() {
		return find(NO_FIELD).generation();
	}

	@Override
	public boolean store(List<? extends @Nullable Object> arguments, long generation, R result) {
		return put(field(arguments), generation, encode(this.results, result, "Result"));
	}

	private boolean put(byte[] field, long generation, byte[] result) {
		if (generation == UNKNOWN_GENERATION) {
			return false;
		}
		byte[] entry = Arrays.copyOf(ENTRY_START, ENTRY_START.length + result.length + 1);
		System.arraycopy(result, 0, entry, ENTRY_START.length, result.length);
		entry[entry.length - 1] = ']';
		return isOne(guarded(0L, () -> this.core.run(PUT_RESULT_IF_CURRENT, field, entry,
				text(Long.toString(generation)), this.timeout)));
	}

	@Override
	public boolean evict(List<? extends @Nullable Object> arguments) {
		return isOne(this.core.run(EVICT_RESULT, field(arguments)));
	}

	@Override
	public void clear() {
		this.core.clear();
		this.hits.reset();
		this.misses.reset();
	}

	@Override
	public CacheInfo info() {
		long size = this.core.callForNumber("HLEN");
		return new CacheInfo(this.hits.sum(), this.misses.sum(), OptionalLong.empty(), size);
	}

	@Override
	public String toString() {
		return "ResultCache[" + key() + "]";
	}

	/**
	 * Asks Redis; does without it where calls go through.
	 * @param otherwise the answer to go on with
	 * @param question what to ask
	 * @return the answer
	 */
	private Object guarded(Object otherwise, Supplier<@Nullable Object> question) {
		try {
			Object reply = Objects.requireNonNull(question.get());
			this.failing.set(false);
			return reply;
		}
		catch (PotteryException ex) {
			if (this.onError == OnError.THROW) {
				throw ex;
			}
			if (!Thread.currentThread().isInterrupted() && !this.failing.getAndSet(true)) {
				LOGGER.warn("Cache '{}' cannot be used, calls go through", key(), ex);
			}
			return otherwise;
		}
	}

	private byte[] field(List<? extends @Nullable Object> values) {
		ByteArrayOutputStream field = new ByteArrayOutputStream();
		field.write('[');
		for (int i = 0; i < values.size(); i++) {
			if (i > 0) {
				field.write(',');
				field.write(' ');
			}
			JsonCodec<Object> codec = (i < this.arguments.size()) ? this.arguments.get(i) : this.anyArgument;
			field.writeBytes(encode(codec, values.get(i), "Argument " + (i + 1)));
		}
		field.write(']');
		return field.toByteArray();
	}

	private <T extends @Nullable Object> byte[] encode(JsonCodec<T> codec, T value, String role) {
		try {
			return codec.encode(value, key());
		}
		catch (UnencodableValueException ex) {
			throw new UnencodableValueException(role + " of cache '" + key() + "': " + ex.getMessage(), key(), ex);
		}
	}

	private static byte[] result(byte[] entry) {
		int comma = 0;
		while (comma < entry.length && entry[comma] != ',') {
			comma++;
		}
		return Arrays.copyOfRange(entry, Math.min(comma + 1, entry.length), Math.max(comma + 1, entry.length - 1));
	}

	private static boolean isOne(@Nullable Object reply) {
		return Long.valueOf(1).equals(reply);
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * What Redis or another thread had.
	 *
	 * @param <R> the type of the result
	 * @param text the result as JSON, {@code null} on a miss
	 * @param result the result
	 * @param generation on a miss, the generation of the cache
	 */
	private record Found<R extends @Nullable Object>(byte @Nullable [] text, @Nullable R result, long generation) {

		boolean isHit() {
			return this.text != null;
		}

	}

	/**
	 * What a load is for.
	 *
	 * @param field the arguments
	 * @param generation the generation of the cache
	 */
	private record FlightId(String field, long generation) {
	}

}
