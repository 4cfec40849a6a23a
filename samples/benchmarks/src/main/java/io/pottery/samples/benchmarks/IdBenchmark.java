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
 * Ids for one caller.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init")
public class IdBenchmark {

	@Param
	public IdPeer peer;

	private IdPeer.Ids ids;

	/**
	 * Opens the sequence; takes nothing from it.
	 */
	@Setup
	public void open() {
		this.ids = this.peer.open(Servers.uris(), KeyNames.fresh("benchmark"));
	}

	@Benchmark
	public long next() {
		return this.ids.next().getAsLong();
	}

	@TearDown
	public void close() throws Exception {
		this.ids.client().close();
	}

}
