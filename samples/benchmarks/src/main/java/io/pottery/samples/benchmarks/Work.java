package io.pottery.samples.benchmarks;

import java.util.List;

/**
 * A benchmark method and who does it, Pottery first.
 *
 * @param label what the table calls it
 * @param benchmark the class
 * @param method the method
 * @param peers values of the class' parameter
 */
record Work(String label, Class<?> benchmark, String method, List<? extends Enum<?>> peers) {

	static final List<Work> ALL = List.of(map("get", "`map.get`"),
			map("put", "`map.put`, which returns the previous value"), map("putAll", "`map.putAll` of 1,000"),
			map("merge", "`map.merge` with an existing value"),
			lock("lock and unlock, one master", LockPeer.POTTERY_ONE, LockPeer.REDISSON_ONE,
					LockPeer.SPRING_INTEGRATION),
			lock("lock and unlock, five masters", LockPeer.POTTERY_FIVE, LockPeer.REDISSON_FIVE),
			new Work("next id, five masters", IdBenchmark.class, "next", List.of(IdPeer.values())));

	private static Work map(String method, String label) {
		return new Work(label, MapBenchmark.class, method, List.of(MapPeer.values()));
	}

	private static Work lock(String label, LockPeer... peers) {
		return new Work(label, LockBenchmark.class, "lockAndUnlock", List.of(peers));
	}

	Enum<?> ours() {
		return this.peers.get(0);
	}

	/**
	 * Does the work outside JMH, to look at something other than time.
	 * @param peer who does it
	 * @param visitor looks at it, between opening and closing
	 */
	void open(Enum<?> peer, Visitor visitor) {
		try {
			Object state = this.benchmark.getConstructor().newInstance();
			this.benchmark.getField("peer").set(state, peer);
			this.benchmark.getMethod("open").invoke(state);
			visitor.visit(() -> call(state, this.method));
			call(state, "close");
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(this.benchmark + " is no benchmark with a peer", ex);
		}
	}

	private static void call(Object state, String method) {
		try {
			state.getClass().getMethod(method).invoke(state);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("Cannot " + method + " as " + state, ex);
		}
	}

	/**
	 * Looks at the work.
	 */
	interface Visitor {

		void visit(Runnable work);

	}

}
