package io.pottery.samples.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import io.pottery.test.KeyNames;

/**
 * A map of a thousand orders on one server.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init")
public class MapBenchmark {

	static final String ORDER = "order-7";

	@Param
	public MapPeer peer;

	final String key = KeyNames.fresh("benchmark");

	final Map<String, Order> orders = new HashMap<>();

	private final Order next = Order.of(7);

	private OrderMap map;

	/**
	 * Opens the map and fills it.
	 */
	@Setup
	public void open() {
		for (int i = 0; i < 1_000; i++) {
			this.orders.put("order-" + i, Order.of(i));
		}
		this.map = this.peer.open(Servers.uris().get(0), this.key);
		this.map.putAll(this.orders);
	}

	@Benchmark
	public @Nullable Object get() {
		return this.map.get(ORDER);
	}

	@Benchmark
	public @Nullable Object put() {
		return this.map.put(ORDER, this.next);
	}

	@Benchmark
	public void putAll() {
		this.map.putAll(this.orders);
	}

	@Benchmark
	public @Nullable Object merge() {
		return this.map.merge(ORDER, this.next, Order::plus);
	}

	@TearDown
	public void close() throws Exception {
		this.map.close();
	}

}
