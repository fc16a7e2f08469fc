"""The Python part of .ci/conformance: drives boto3 or the AWS CLI through every operation and fault.

Usage: conformance.py boto3|cli PROGRAM. It prints lines "operation TAB case TAB result"."""

import contextlib, io, json, re, subprocess, sys, urllib.error, urllib.request

client_name, program = sys.argv[1:3]
emulator = subprocess.Popen([program, "emulate", "--json", "--fault", "unlimited"], stdout=subprocess.PIPE, text=True)
at = json.loads(emulator.stdout.readline())["AWS_ENDPOINT_URL_CONNECTPARTICIPANT"]


def http(method, url, body=None, headers={}):
    request = urllib.request.Request(url, body, headers, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read()


def control(method, path, **body):
    status, answer = http(method, f"{at}/_attache/{path}", json.dumps(body).encode() if body else None)
    assert status < 300, (path, status, answer)
    return json.loads(answer)


class Failed(Exception):
    pass


class Boto3:
    def __init__(self):
        import boto3

        self.clients = {s: boto3.client(s, region_name="us-east-1", endpoint_url=at) for s in ("connect", "connectparticipant")}

    def call(self, service, operation, **parameters):
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower()
        try:
            return getattr(self.clients[service], name)(**parameters)
        except Exception as e:
            raise Failed(e.response["Error"]["Code"] if hasattr(e, "response") else type(e).__name__) from e


class CLI:
    """The AWS CLI in this process: what its script calls, without a start of Python for each command."""

    def __init__(self):
        from awscli.clidriver import create_clidriver

        self.driver = create_clidriver()

    def call(self, service, operation, **parameters):
        command = re.sub(r"(?<!^)(?=[A-Z])", "-", operation).lower()
        args = [service, command, "--endpoint-url", at, "--region", "us-east-1", "--output", "json", "--cli-input-json", json.dumps(parameters)]
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = self.driver.main(args)
        if code:
            said = re.search(r"\((\w+)\) when calling", err.getvalue())
            raise Failed(said[1] if said else " ".join(err.getvalue().split()[:4]).strip(" :,("))
        return json.loads(out.getvalue() or "{}")


class Chat:
    """A chat of its own for one case."""

    def __init__(self, client):
        self.client = client
        status, answer = http("PUT", f"{at}/contact/chat", json.dumps({"InstanceId": "i", "ContactFlowId": "f", "ParticipantDetails": {"DisplayName": "Ann"}}).encode())
        begun = json.loads(answer)
        self.id, self.participant = begun["ContactId"], begun["ParticipantToken"]
        status, answer = http("POST", f"{at}/participant/connection", b'{"Type":["CONNECTION_CREDENTIALS"]}', {"X-Amz-Bearer": self.participant})
        self.connection = json.loads(answer)["ConnectionCredentials"]["ConnectionToken"]

    def do(self, operation, **parameters):
        return self.client.call("connectparticipant", operation, ConnectionToken=self.connection, **parameters)

    def fault(self, **fault):
        control("POST", f"faults?chat={self.id}", **fault)

    def tries(self, operation):
        return control("GET", f"requests?chat={self.id}&operation={operation}")["count"]


text = b"As it went up, so it comes down.\n" * 40


def start(chat):
    return chat.do("StartAttachmentUpload", ContentType="text/plain", AttachmentSizeInBytes=len(text), AttachmentName="notes.txt", ClientToken="one")


def put(begun, **changed):
    meta = begun["UploadMetadata"]
    status, answer = http("PUT", meta["Url"], text, {**meta["HeadersToInclude"], **changed})
    if status != 200:
        raise Failed(re.search(rb"<Code>(\w+)", answer)[1].decode())


def uploaded(chat):
    begun = start(chat)
    put(begun)
    return begun["AttachmentId"]


def complete(chat, attachment):
    chat.do("CompleteAttachmentUpload", AttachmentIds=[attachment], ClientToken="two")
    return attachment


def scanned(chat):
    attachment = complete(chat, uploaded(chat))
    control("POST", f"scans?chat={chat.id}", result="approved")
    return attachment


def download(chat, attachment):
    link = chat.do("GetAttachment", AttachmentId=attachment, UrlExpiryInSeconds=60)
    status, answer = http("GET", link["Url"])
    if status != 200:
        raise Failed(re.search(rb"<Code>(\w+)", answer)[1].decode())
    assert answer == text and link.get("AttachmentSizeInBytes", len(text)) == len(text)


def seen(chat):
    items = chat.do("GetTranscript", MaxResults=100)["Transcript"]
    assert any(i["Type"] == "ATTACHMENT" for i in items), items


session = "0" * 36
# The operation, what it needs done before, and the call itself.
operations = [
    ("CreateParticipantConnection", None, lambda chat, _: chat.client.call("connectparticipant", "CreateParticipantConnection", ParticipantToken=chat.participant, Type=["WEBSOCKET", "CONNECTION_CREDENTIALS"])["Websocket"]["Url"]),
    ("GetTranscript", scanned, lambda chat, _: seen(chat)),
    ("GetAttachment", scanned, download),
    ("SendMessage", None, lambda chat, _: chat.do("SendMessage", ContentType="text/plain", Content="Hello")["Id"]),
    ("SendEvent", None, lambda chat, _: chat.do("SendEvent", ContentType="application/vnd.amazonaws.connect.event.typing")["Id"]),
    ("StartAttachmentUpload", None, lambda chat, _: start(chat)["AttachmentId"]),
    ("CompleteAttachmentUpload", uploaded, complete),
    ("DescribeView", None, lambda chat, _: chat.do("DescribeView", ViewToken="v")),
    ("GetAuthenticationUrl", None, lambda chat, _: chat.do("GetAuthenticationUrl", SessionId=session, RedirectUri="https://example.com")),
    ("CancelParticipantAuthentication", None, lambda chat, _: chat.do("CancelParticipantAuthentication", SessionId=session)),
    ("DisconnectParticipant", None, lambda chat, _: chat.do("DisconnectParticipant")),
]


def tell(operation, case, do, chat=None):
    try:
        do()
        result = "ok"
    except Failed as e:
        result = str(e)
    except KeyError:
        result = "an answer without its members"
    tries = chat.tries(operation) if chat else 1
    result = result if tries else "no call"
    print(operation, case, result + (f", {tries} tries" if tries > 1 else ""), sep="\t", flush=True)


try:
    client = {"boto3": Boto3, "cli": CLI}[client_name]()
    tell("StartChatContact", "plain", lambda: client.call("connect", "StartChatContact", InstanceId="11111111-1111-1111-1111-111111111111", ContactFlowId="f", ParticipantDetails={"DisplayName": "Ann"}))
    for operation, before, call in operations:
        for case, fault in {"plain": None, "403": "deny=1", "429": "throttle=1", "500": "errors=1", "junk": "junk=1"}.items():
            chat = Chat(client)
            ready = before(chat) if before else None
            http("DELETE", f"{at}/_attache/requests?chat={chat.id}")
            if fault:
                chat.fault(fault=fault, operation=operation)
            tell(operation, case, lambda: call(chat, ready), chat)
    chat = Chat(client)
    begun = start(chat)
    tell("PutObject", "plain", lambda: put(begun))
    tell("PutObject", "a header changed", lambda: put(begun, **{"Content-Type": "text/html"}))
    attachment = complete(chat, begun["AttachmentId"])
    control("POST", f"scans?chat={chat.id}", result="approved")
    tell("GetObject", "plain", lambda: download(chat, attachment))
    chat.fault(fault="expired-links=1")
    tell("GetObject", "the link has expired", lambda: download(chat, attachment))
    http("POST", f"{at}/_attache/tokens/expire?chat={chat.id}")
    tell("GetTranscript", "the token has expired", lambda: seen(chat))
    chat = Chat(client)
    http("POST", f"{at}/_attache/end?chat={chat.id}")
    tell("SendMessage", "the chat has ended", lambda: chat.do("SendMessage", ContentType="text/plain", Content="Hello"))
finally:
    emulator.kill()
