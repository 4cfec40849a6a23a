package io.pottery.codec;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamContext;

/**
 * The array or object that a {@link CanonicalGenerator} is in. It knows where its members
 * start if they must be put in order when it ends.
 */
final class Frame extends TokenStreamContext {

	private static final int FIRST_CAPACITY = 8;

	private final @Nullable Frame parent;

	private @Nullable Frame child;

	private @Nullable String name;

	private @Nullable Object currentValue;

	private boolean expectsValue;

	private boolean unordered;

	private boolean sorted;

	private boolean plain;

	private String[] names = {};

	private int[] starts = {};

	private Frame(int type, @Nullable Frame parent) {
		super(type, -1);
		this.parent = parent;
		this._nestingDepth = (parent != null) ? parent._nestingDepth + 1 : 0;
	}

	static Frame root() {
		return new Frame(TYPE_ROOT, null);
	}

	/**
	 * Enters an array or object.
	 * @param unordered whether its members have no order of their own
	 */
	Frame enter(int type, @Nullable Object value, boolean unordered) {
		Frame frame = this.child;
		if (frame == null) {
			frame = new Frame(type, this);
			this.child = frame;
		}
		frame._type = type;
		frame._index = -1;
		frame.name = null;
		frame.currentValue = value;
		frame.expectsValue = false;
		frame.unordered = unordered;
		frame.sorted = type == TYPE_OBJECT;
		frame.plain = true;
		return frame;
	}

	/**
	 * Notes a member's name.
	 * @param plain whether it is printable ASCII
	 * @return whether a name may stand here
	 */
	boolean acceptName(String name, boolean plain, int start) {
		if (this._type != TYPE_OBJECT || this.expectsValue) {
			return false;
		}
		this.plain &= plain;
		if (this.name != null && this.sorted) {
			this.sorted = compareNames(this.name, name) < 0;
		}
		this.name = name;
		this.expectsValue = true;
		this._index++;
		note(start);
		this.names[this._index] = name;
		return true;
	}

	/**
	 * Notes a value.
	 * @return whether a value may stand here
	 */
	boolean acceptValue(int start) {
		if (this._type == TYPE_OBJECT) {
			boolean expected = this.expectsValue;
			this.expectsValue = false;
			return expected;
		}
		this._index++;
		if (this.unordered) {
			note(start);
		}
		return this._type == TYPE_ARRAY || this._index == 0;
	}

	private int compareNames(String one, String other) {
		return this.plain ? one.compareTo(other) : CodePoints.compare(one, other);
	}

	private void note(int start) {
		if (this._index == this.starts.length) {
			int capacity = Math.max(FIRST_CAPACITY, this._index * 2);
			this.starts = Arrays.copyOf(this.starts, capacity);
			this.names = Arrays.copyOf(this.names, capacity);
		}
		this.starts[this._index] = start;
	}

	boolean isSeparated() {
		return this._index >= 0 && !this.expectsValue;
	}

	boolean expectsValue() {
		return this.expectsValue;
	}

	boolean mustBeSorted() {
		return this.unordered && !this.sorted && this._index > 0;
	}

	/**
	 * Puts the members in order, in place.
	 * @param text the whole text
	 * @param end where the last member ends
	 * @param separator what stands between two members
	 * @return whether all members of an object have different names
	 */
	boolean sort(byte[] text, int end, byte[] separator) {
		int first = this.starts[0];
		byte[] unsorted = Arrays.copyOfRange(text, first, end);
		Member[] members = new Member[this._index + 1];
		for (int i = 0; i < members.length; i++) {
			int memberEnd = (i < this._index) ? this.starts[i + 1] - separator.length : end;
			members[i] = new Member(this.names[i], this.starts[i] - first, memberEnd - first);
		}
		boolean named = this._type == TYPE_OBJECT;
		Arrays.sort(members, named ? (one, other) -> compareNames(one.name, other.name)
				: (one, other) -> Arrays.compare(unsorted, one.from, one.to, unsorted, other.from, other.to));
		int position = first;
		for (int i = 0; i < members.length; i++) {
			Member member = members[i];
			if (i > 0) {
				if (named && member.name.equals(members[i - 1].name)) {
					return false;
				}
				System.arraycopy(separator, 0, text, position, separator.length);
				position += separator.length;
			}
			System.arraycopy(unsorted, member.from, text, position, member.to - member.from);
			position += member.to - member.from;
		}
		return true;
	}

	@Override
	public @Nullable Frame getParent() {
		return this.parent;
	}

	@Override
	public @Nullable String currentName() {
		return this.name;
	}

	@Override
	public @Nullable Object currentValue() {
		return this.currentValue;
	}

	@Override
	public void assignCurrentValue(@Nullable Object value) {
		this.currentValue = value;
	}

	/**
	 * Where a member stands, from the start of the first one.
	 */
	private record Member(String name, int from, int to) {

	}

}
