vcl 4.1;

# Varnish 7 in front of Depesche, TLS in front of Varnish. Tests run this very file.
# How to put it to use: docs/howto/operate.md, "Behind a cache".

import std;

backend depesche {
    .host = "127.0.0.1";
    .port = "8000";
    # Depesche repeats its purges after DEPESCHE_EDGE_AGAIN seconds. The last of them (30) must be
    # longer than these three together: then no page that was on its way can slip past them.
    .connect_timeout = 3s;
    .first_byte_timeout = 15s;
    .between_bytes_timeout = 10s;
}

# who may purge: the machine on which Depesche's worker process runs
acl depesche_says {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "BAN") {
        if (client.ip !~ depesche_says || req.http.X-Forwarded-For ~ ",") {
            return (synth(403, "Not you"));
        }
        if (req.http.Surrogate-Key !~ "^[-_0-9A-Za-z]+( [-_0-9A-Za-z]+)*$") {
            return (synth(400, "No keys"));
        }
        if (!std.ban("obj.http.Surrogate-Key ~ (^|\s)(" +
                regsuball(req.http.Surrogate-Key, " ", "|") + ")(\s|$)")) {
            return (synth(500, std.ban_error()));
        }
        return (synth(200, "Forgotten"));
    }

    # open pages listen: a line of their own
    if (req.url ~ "^/live/") {
        return (pipe);
    }
    # the desk, pictures that somebody may have to take down, what is counted and sent
    if (req.url ~ "^/(desk|media|fragments|health|ready|count)(/|\?|$)" ||
            (req.method != "GET" && req.method != "HEAD")) {
        return (pass);
    }
    # every page is the same for everyone: nobody's cookie, no parameter that no page knows
    set req.http.Host = regsub(req.http.Host, ":[0-9]+$", "");
    unset req.http.Cookie;
    unset req.http.Authorization;
    if (req.url !~ "^/static/" && req.url !~ "[?&](before|after|order)=") {
        set req.url = regsub(req.url, "\?.*$", "");
    }
    # one copy for each coding (with -p http_gzip_support=off, else Varnish asks for gzip only)
    if (req.http.Accept-Encoding ~ "\bbr\b") {
        set req.http.Accept-Encoding = "br";
    } elsif (req.http.Accept-Encoding ~ "\bgzip\b") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }
    return (hash);
}

sub vcl_pipe {
    set bereq.http.Connection = "close";
    return (pipe);
}

sub vcl_backend_fetch {
    if (bereq.uncacheable) {
        # an upload or a long answer of the desk may take its time
        set bereq.first_byte_timeout = 900s;
        set bereq.between_bytes_timeout = 60s;
    }
}

sub vcl_backend_response {
    # kept is what bears keys, and the files of the paper's looks; nothing else
    if (!beresp.http.Surrogate-Key && bereq.url !~ "^/static/") {
        set beresp.uncacheable = true;
        set beresp.ttl = 30s;
        return (deliver);
    }
    # what has ended is not shown; asked for again, it may turn out to be the same (304)
    set beresp.grace = 0s;
    set beresp.keep = 1h;
    return (deliver);
}

sub vcl_deliver {
    unset resp.http.Surrogate-Key;
    unset resp.http.X-Varnish;
    unset resp.http.Via;
}
