import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CompletableFuture;
import org.apache.bookkeeper.client.BookKeeper;
import org.apache.bookkeeper.client.BookKeeperAdmin;
import org.apache.bookkeeper.client.api.DigestType;
import org.apache.bookkeeper.client.api.LedgerEntries;
import org.apache.bookkeeper.client.api.LedgerEntry;
import org.apache.bookkeeper.client.api.LedgerMetadata;
import org.apache.bookkeeper.client.api.ReadHandle;
import org.apache.bookkeeper.client.api.WriteHandle;
import org.apache.bookkeeper.conf.ClientConfiguration;
import org.apache.bookkeeper.conf.ServerConfiguration;
import org.apache.bookkeeper.net.BookieId;

/**
 * BookKeeper's own client, asked in lines of JSON over a socket, as no client exists outside the JVM. It keeps one log in
 * the way that BookKeeper's documentation gives: a list of ledgers, of which only the last is written to. Whoever wants to
 * write opens the ledgers before with recovery, which closes them, and then makes a new one. A record's position in the log
 * is the number of entries in the ledgers before, and its entry id; the entry holds it before its value.
 *
 * <p>It also makes the cluster's place in ZooKeeper, once. Nothing is ever tried twice by itself.
 */
public final class LedgerClient {
    private static final byte[] PASSWORD = "fsync-lab".getBytes(StandardCharsets.UTF_8);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long CONNECT_PAUSE_MS = 100;
    private static final int PAGE = 1000;

    private final BookKeeper bookKeeper;
    private final BookKeeperAdmin admin;
    /** Of the ledgers that are closed, how many entries each has: that changes no more. */
    private final Map<Long, Long> lengths = new ConcurrentHashMap<>();
    private volatile WriteHandle current;
    private volatile long base;
    private int writers;

    private LedgerClient(BookKeeper bookKeeper) {
        this.bookKeeper = bookKeeper;
        this.admin = new BookKeeperAdmin(bookKeeper);
    }

    public static void main(String[] args) throws Exception {
        String uri = args[2];
        ServerSocket server = new ServerSocket(Integer.parseInt(args[1]), 50, InetAddress.getByName(args[0]));
        makeCluster(uri);
        ClientConfiguration conf = new ClientConfiguration();
        conf.setMetadataServiceUri(uri);
        conf.setZkTimeout(Integer.parseInt(args[3]));
        LedgerClient client = new LedgerClient(new BookKeeper(conf));
        System.out.println("ledger client ready");
        while (true) {
            Socket socket = server.accept();
            new Thread(() -> client.serve(socket)).start();
        }
    }

    /** ZooKeeper may start at the same time. */
    private static void makeCluster(String uri) throws Exception {
        ServerConfiguration conf = new ServerConfiguration();
        conf.setMetadataServiceUri(uri);
        while (true) {
            try {
                BookKeeperAdmin.initNewCluster(conf);
                return;
            } catch (Exception error) {
                System.out.println("no cluster yet: " + error);
                Thread.sleep(CONNECT_PAUSE_MS);
            }
        }
    }

    private void serve(Socket socket) {
        boolean[] writes = {false};
        try (Socket open = socket) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(open.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = open.getOutputStream();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ObjectNode answer = answer(JSON.readTree(line), writes);
                out.write((JSON.writeValueAsString(answer) + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (Exception error) {
            System.out.println("a connection ended: " + error);
        } finally {
            if (writes[0]) leave();
        }
    }

    private ObjectNode answer(JsonNode request, boolean[] writes) {
        ObjectNode answer = JSON.createObjectNode();
        try {
            switch (request.get("do").asText()) {
                case "state":
                    state(answer);
                    break;
                case "open":
                    open(request, answer);
                    writes[0] = true;
                    break;
                case "append":
                    append(request, answer);
                    break;
                case "read":
                    read(answer);
                    break;
                default:
                    answer.put("error", "nobody knows " + request.get("do"));
            }
        } catch (Throwable error) {
            answer.put("error", textOf(error));
        }
        return answer;
    }

    private static String textOf(Throwable error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        String name = cause.getClass().getSimpleName();
        return cause.getMessage() == null ? name : name + ": " + cause.getMessage();
    }

    private void state(ObjectNode answer) throws Exception {
        ArrayNode available = answer.putArray("available");
        TreeSet<String> names = new TreeSet<>();
        for (BookieId bookie : admin.getAvailableBookies()) names.add(bookie.getId());
        for (String name : names) available.add(name);
        WriteHandle writer = current;
        if (writer != null) answer.put("ledger", writer.getId());
        answer.put("end", writer == null ? closedEnd() : base + writer.getLastAddConfirmed() + 1);
    }

    /** Before this process has written: what the ledgers hold that are closed. */
    private long closedEnd() throws Exception {
        long end = 0;
        for (long id : ledgers()) {
            if (!lengths.containsKey(id)) {
                LedgerMetadata metadata = bookKeeper.getLedgerMetadata(id).get();
                if (metadata.isClosed()) lengths.put(id, metadata.getLastEntryId() + 1);
            }
            end += lengths.getOrDefault(id, 0L);
        }
        return end;
    }

    private TreeSet<Long> ledgers() throws Exception {
        TreeSet<Long> ids = new TreeSet<>();
        for (long id : admin.listLedgers()) ids.add(id);
        return ids;
    }

    /** Who writes at the same time shares a ledger; whoever comes when nobody writes any more begins a new one. */
    private synchronized void open(JsonNode request, ObjectNode answer) throws Exception {
        if (current == null || writers == 0 || current.isClosed()) {
            long end = 0;
            for (long id : ledgers()) end += recovered(id);
            WriteHandle made =
                    bookKeeper
                            .newCreateLedgerOp()
                            .withEnsembleSize(request.get("ensemble").asInt())
                            .withWriteQuorumSize(request.get("writeQuorum").asInt())
                            .withAckQuorumSize(request.get("ackQuorum").asInt())
                            .withDigestType(DigestType.CRC32C)
                            .withPassword(PASSWORD)
                            .execute()
                            .get();
            base = end;
            current = made;
            writers = 0;
        }
        writers += 1;
        answer.put("ledger", current.getId());
        answer.put("base", base);
    }

    /** The ledger stays open, as that of an application that dies does. */
    private synchronized void leave() {
        writers -= 1;
    }

    private long recovered(long id) throws Exception {
        Long known = lengths.get(id);
        if (known != null) return known;
        try (ReadHandle handle = openWithRecovery(id)) {
            long length = handle.getLastAddConfirmed() + 1;
            lengths.put(id, length);
            return length;
        }
    }

    private ReadHandle openWithRecovery(long id) throws Exception {
        return bookKeeper
                .newOpenLedgerOp()
                .withLedgerId(id)
                .withDigestType(DigestType.CRC32C)
                .withPassword(PASSWORD)
                .withRecovery(true)
                .execute()
                .get();
    }

    /** `unsent`: nothing of it has left this process. */
    private void append(JsonNode request, ObjectNode answer) throws Exception {
        byte[] value = request.get("value").asText().getBytes(StandardCharsets.UTF_8);
        WriteHandle writer = current;
        long ledger = request.get("ledger").asLong();
        CompletableFuture<Long> appended;
        long first;
        synchronized (this) {
            if (writer == null || writer.getId() != ledger || writer.isClosed()) {
                answer.put("error", "ledger " + ledger + " is closed");
                answer.put("unsent", true);
                return;
            }
            first = base;
            long position = first + writer.getLastAddPushed() + 1;
            ByteBuffer entry = ByteBuffer.allocate(Long.BYTES + value.length).putLong(position).put(value);
            appended = writer.appendAsync(entry.array());
        }
        answer.put("position", first + appended.get());
    }

    private void read(ObjectNode answer) throws Exception {
        ArrayNode records = answer.putArray("records");
        long end = 0;
        for (long id : ledgers()) {
            try (ReadHandle handle = openWithRecovery(id)) {
                long last = handle.getLastAddConfirmed();
                for (long from = 0; from <= last; from += PAGE) {
                    try (LedgerEntries entries = handle.read(from, Math.min(last, from + PAGE - 1))) {
                        for (LedgerEntry entry : entries) add(records, entry);
                    }
                }
                end += last + 1;
                lengths.put(id, last + 1);
            }
        }
        answer.put("end", end);
    }

    private static void add(ArrayNode records, LedgerEntry entry) {
        ByteBuffer bytes = ByteBuffer.wrap(entry.getEntryBytes());
        long position = bytes.getLong();
        String value = StandardCharsets.UTF_8.decode(bytes).toString();
        records.addArray().add(position).add(value);
    }
}
