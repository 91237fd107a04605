#!/usr/bin/python3
"""OpenStack Swift with its S3 API as one process, for tests. Debian packages swift-{proxy,account,container,object}.

usage: swift_s3.py FOLDER PORT ACCESS_KEY SECRET_KEY     prints "ready" when it listens on 127.0.0.1:PORT
"""
import eventlet

eventlet.monkey_patch()

import os
import sys
import types

from eventlet import listen, spawn, wsgi
from swift.common import storage_policy, utils
from swift.common import wsgi as swift_wsgi
from swift.common.ring import RingBuilder

folder, port, access, secret = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
etc, node = os.path.join(folder, "etc"), os.path.join(folder, "node")
os.makedirs(etc, exist_ok=True)
os.makedirs(os.path.join(node, "disk"), exist_ok=True)

CONSTRAINTS = """[swift-hash]
swift_hash_path_suffix = test
swift_hash_path_prefix = test
[storage-policy:0]
name = default
default = yes
[swift-constraints]
max_file_size = 5368709122
"""
STORAGE = """[DEFAULT]
devices = {node}
mount_check = false
swift_dir = {etc}
fallocate_reserve = 0
log_level = ERROR
log_address = /dev/null
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
allow_open_expired = true
"""
PROXY = """[DEFAULT]
swift_dir = {etc}
log_level = ERROR
[pipeline:main]
pipeline = catch_errors gatekeeper cache listing_formats s3api tempauth copy slo dlo versioned_writes symlink proxy-server
[app:proxy-server]
use = egg:swift#proxy
allow_account_management = true
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:cache]
paste.filter_factory = memory_cache:factory
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
s3_acl = false
check_bucket_owner = false
location = us-east-1
dns_compliant_bucket_names = false
[filter:tempauth]
use = egg:swift#tempauth
user_{user} = {secret} .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
min_segment_size = 1
[filter:dlo]
use = egg:swift#dlo
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_object_versioning = true
[filter:symlink]
use = egg:swift#symlink
"""


def write(name, text):
    path = os.path.join(etc, name)
    with open(path, "w") as file:
        file.write(text)
    return path


class Memory(dict):
    """Stands in for memcached: one process, so a dictionary is enough."""

    def __bool__(self):
        return True

    def get(self, key, *_args, **_kwargs):
        return dict.get(self, key)

    def set(self, key, value, **_kwargs):
        self[key] = value

    def incr(self, key, delta=1, **_kwargs):
        self[key] = dict.get(self, key, 0) + delta
        return self[key]

    def decr(self, key, delta=1, **kwargs):
        return self.incr(key, -delta, **kwargs)

    def delete(self, key, *_args, **_kwargs):
        self.pop(key, None)

    def set_multi(self, values, *_args, **_kwargs):
        self.update(values)

    def get_multi(self, keys, *_args, **_kwargs):
        return [dict.get(self, key) for key in keys]


MEMORY = Memory()


def cache_factory(_conf, **_local):
    def filtered(app):
        def call(env, start):
            env["swift.cache"] = MEMORY
            return app(env, start)

        return call

    return filtered


class Silence:
    def write(self, *_):
        pass

    def flush(self):
        pass


def main():
    cache = types.ModuleType("memory_cache")
    cache.factory = cache_factory
    sys.modules["memory_cache"] = cache
    utils.SWIFT_CONF_FILE = write("swift.conf", CONSTRAINTS)
    config = getattr(utils, "config", None)
    if config is not None:
        config.SWIFT_CONF_FILE = utils.SWIFT_CONF_FILE
    utils.HASH_PATH_SUFFIX = utils.HASH_PATH_PREFIX = b"test"
    storage_policy.reload_storage_policies()
    sockets = {kind: listen(("127.0.0.1", 0)) for kind in ("account", "container", "object")}
    for kind, socket in sockets.items():
        ring = RingBuilder(6, 1, 1)
        at = {"ip": "127.0.0.1", "port": socket.getsockname()[1]}
        ring.add_dev(
            {"id": 0, "region": 1, "zone": 1, "weight": 1.0, "device": "disk", **at}
            | {"replication_ip": at["ip"], "replication_port": at["port"]}
        )
        ring.rebalance()
        ring.get_ring().save(os.path.join(etc, kind + ".ring.gz"))
    for kind, socket in sockets.items():
        conf = write(kind + ".conf", STORAGE.format(kind=kind, etc=etc, node=node))
        spawn(wsgi.server, socket, swift_wsgi.loadapp(conf, global_conf={"log_name": kind}), Silence())
    conf = write("proxy.conf", PROXY.format(etc=etc, user=access.replace(":", "_"), secret=secret))
    app = swift_wsgi.loadapp(conf, global_conf={"log_name": "proxy"})
    socket = listen(("127.0.0.1", port))
    print("ready", flush=True)
    wsgi.server(socket, app, Silence(), protocol=swift_wsgi.SwiftHttpProtocol)


main()
