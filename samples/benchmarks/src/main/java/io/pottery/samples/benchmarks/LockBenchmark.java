package io.pottery.samples.benchmarks;

import java.util.concurrent.TimeUnit;

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
 * A lock that nobody else wants.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init")
public class LockBenchmark {

	@Param
	public LockPeer peer;

	final String key = KeyNames.fresh("benchmark");

	LockPeer.Guard guard;

	/**
	 * Opens the lock; acquires nothing.
	 */
	@Setup
	public void open() {
		this.guard = this.peer.open(Servers.uris().subList(0, this.peer.masters), this.key);
	}

	@Benchmark
	public void lockAndUnlock() {
		this.guard.lock().run();
		this.guard.unlock().run();
	}

	@TearDown
	public void close() throws Exception {
		this.guard.client().close();
	}

}
