package io.evenkeel.jobs.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What a {@link ModelFileSystem} of one host or bucket holds, and what fails there. */
public final class ModelDisk {
  private static final Map<String, ModelDisk> DISKS = new ConcurrentHashMap<>();

  /** What a program asks of a file system. */
  public enum Operation {
    OPEN,
    CREATE,
    WRITE,
    CLOSE,
    RENAME,
    DELETE,
    LIST,
    STATUS
  }

  /** What becomes of an operation. */
  public enum Fate {
    DONE,
    /** It fails and nothing has happened. */
    FAILS_BEFORE,
    /** A write fails with half of the bytes written, a listing is an older one. */
    HALF,
    /** It has happened, and its answer is lost. */
    FAILS_AFTER
  }

  /** Says what becomes of each operation. */
  @FunctionalInterface
  public interface Fates {
    Fate of(Operation operation, String path);
  }

  /** A file. */
  static final class Entry {
    private final byte[] bytes;
    private final long modified;

    Entry(byte[] bytes, long modified) {
      this.bytes = bytes;
      this.modified = modified;
    }

    byte[] bytes() {
      return bytes;
    }

    long modified() {
      return modified;
    }
  }

  /** Something that may fail. */
  interface Step {
    void run() throws IOException;
  }

  /** Something that gives a value, or fails. */
  interface Action<T> {
    T run() throws IOException;
  }

  /** Writes the first bytes of what is to be written. */
  interface Part {
    void write(int bytes) throws IOException;
  }

  private final TreeMap<String, Entry> files = new TreeMap<>();
  private final Map<String, SortedMap<String, Entry>> olderListings = new TreeMap<>();
  private Fates fates = (operation, path) -> Fate.DONE;
  private boolean conditional = true;
  private long now = 1_000_000_000_000L;

  private ModelDisk() {}

  /** The disk of a host or bucket; made when first asked for. */
  public static ModelDisk of(String authority) {
    return DISKS.computeIfAbsent(authority, name -> new ModelDisk());
  }

  /** Forgets a disk. */
  public static void drop(String authority) {
    DISKS.remove(authority);
  }

  /** From now on operations go so. */
  public synchronized void suffer(Fates other) {
    fates = other;
  }

  /** From now on all goes well. */
  public void recover() {
    suffer((operation, path) -> Fate.DONE);
  }

  /** Whether the store offers conditional creation. */
  synchronized boolean conditional() {
    return conditional;
  }

  synchronized void withoutConditionalCreation() {
    conditional = false;
  }

  /** Lets the disk's clock go on. */
  public synchronized void pass(long milliseconds) {
    now += milliseconds;
  }

  /** Every file's bytes by path. */
  public synchronized SortedMap<String, byte[]> files() {
    SortedMap<String, byte[]> all = new TreeMap<>();
    files.forEach((path, entry) -> all.put(path, entry.bytes()));
    return all;
  }

  /** Asked without the lock: another program may use the disk within the answer. */
  private Fate fate(Operation operation, String path) {
    Fates asked;
    synchronized (this) {
      asked = fates;
    }
    return asked.of(operation, path);
  }

  <T> T doing(Operation operation, String path, Action<T> action) throws IOException {
    Fate fate = fate(operation, path);
    if (fate == Fate.FAILS_BEFORE) {
      throw new IOException("injected before " + operation + " of " + path);
    }
    T done;
    synchronized (this) {
      done = action.run();
    }
    if (fate == Fate.FAILS_AFTER) {
      throw new IOException("injected after " + operation + " of " + path);
    }
    return done;
  }

  void writing(String path, int length, Part part) throws IOException {
    Fate fate = fate(Operation.WRITE, path);
    if (fate == Fate.FAILS_BEFORE) {
      throw new IOException("injected before WRITE of " + path);
    }
    synchronized (this) {
      part.write(fate == Fate.HALF ? length / 2 : length);
    }
    if (fate != Fate.DONE) {
      throw new IOException("injected within WRITE of " + path);
    }
  }

  synchronized boolean has(String path) {
    return files.containsKey(path);
  }

  synchronized byte[] read(String path) throws IOException {
    Entry entry = find(path);
    if (entry == null) {
      throw new FileNotFoundException(path + " is a folder");
    }
    return entry.bytes();
  }

  /** The file; null of a folder. */
  synchronized Entry find(String path) throws FileNotFoundException {
    Entry entry = files.get(path);
    if (entry == null && !isFolder(path)) {
      throw new FileNotFoundException("File does not exist: " + path);
    }
    return entry;
  }

  private boolean isFolder(String path) {
    String next = files.ceilingKey(folder(path));
    return next != null && next.startsWith(folder(path));
  }

  private static String folder(String path) {
    return path.endsWith("/") ? path : path + "/";
  }

  synchronized void put(String path, byte[] bytes) {
    files.put(path, new Entry(bytes, now));
  }

  synchronized void append(String path, byte[] bytes, int offset, int length) throws IOException {
    Entry entry = files.get(path);
    if (entry == null) {
      throw new FileNotFoundException("File does not exist: " + path + " (no lease)");
    }
    byte[] longer = Arrays.copyOf(entry.bytes(), entry.bytes().length + length);
    System.arraycopy(bytes, offset, longer, entry.bytes().length, length);
    put(path, longer);
  }

  synchronized boolean rename(String from, String to) {
    if (!files.containsKey(from) || files.containsKey(to)) {
      return false;
    }
    files.put(to, files.remove(from));
    return true;
  }

  synchronized boolean delete(String path) {
    return files.remove(path) != null;
  }

  /** Names in a folder with their files, null of a folder. */
  SortedMap<String, Entry> listing(String path) throws IOException {
    return listing(path, fate(Operation.LIST, path));
  }

  private synchronized SortedMap<String, Entry> listing(String path, Fate fate) throws IOException {
    SortedMap<String, Entry> older = olderListings.get(path);
    if (fate == Fate.HALF && older != null) {
      return older;
    }
    if (fate == Fate.FAILS_BEFORE || fate == Fate.FAILS_AFTER) {
      throw new IOException("injected LIST of " + path);
    }
    SortedMap<String, Entry> names = new TreeMap<>();
    String prefix = folder(path);
    for (Map.Entry<String, Entry> file : files.tailMap(prefix).entrySet()) {
      if (!file.getKey().startsWith(prefix)) {
        break;
      }
      String rest = file.getKey().substring(prefix.length());
      int slash = rest.indexOf('/');
      names.put(slash < 0 ? rest : rest.substring(0, slash), slash < 0 ? file.getValue() : null);
    }
    if (names.isEmpty()) {
      throw new FileNotFoundException("File does not exist: " + path);
    }
    olderListings.put(path, names);
    return names;
  }
}
