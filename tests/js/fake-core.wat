;; A core that misbehaves on demand, to test how the package drives one. It speaks the ABI of wasm/certdelta.h:
;;   certdelta_alloc   grows the memory on every call, so that every earlier view of it is detached;
;;                     answers 0 (no memory) for more than a mebibyte
;;   certdelta_parse   spoils its state and traps on "trap", recurses for ever on "loop", fails with a
;;                     certdelta.error/1 record on "fail"; otherwise gives {"added":N,"held":M}: profiles added to
;;                     this instance, buffers that the caller holds
;;   certdelta_explain gives the document back
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "{\"added\":0,\"held\":0}")
  (data (i32.const 64) "{\"schema\":\"certdelta.error/1\",\"source\":\"a.md\",\"code\":\"invalid-utf8\",\"message\":\"bad byte\",\"offset\":7,\"line\":2,\"column\":3}")
  (global $next (mut i32) (i32.const 4096))
  (global $held (mut i32) (i32.const 0))

  (func (export "certdelta_abi_version") (result i32) (i32.const 1))

  (func (export "certdelta_alloc") (param $size i32) (result i32)
    (local $pointer i32)
    (if (i32.gt_u (local.get $size) (i32.const 1048576)) (then (return (i32.const 0))))
    (local.set $pointer (global.get $next))
    (global.set $next (i32.add (local.get $pointer) (i32.and (i32.add (local.get $size) (i32.const 7)) (i32.const -8))))
    (drop (memory.grow (i32.add (i32.const 1) (i32.shr_u (local.get $size) (i32.const 16)))))
    (global.set $held (i32.add (global.get $held) (i32.const 1)))
    (local.get $pointer))

  (func (export "certdelta_free") (param $pointer i32)
    (if (local.get $pointer) (then (global.set $held (i32.sub (global.get $held) (i32.const 1))))))

  (func $answer (param $out i32) (param $data i32) (param $size i32)
    (i32.store (local.get $out) (local.get $data))
    (i32.store offset=4 (local.get $out) (local.get $size)))

  (func $loop (param $n i32) (result i32)
    (i32.add (i32.const 1) (call $loop (i32.add (local.get $n) (i32.const 1)))))

  (func (export "certdelta_parse") (param $doc i32) (param $size i32) (param i32 i32) (param $out i32) (result i32)
    (local $word i32)
    (local.set $word (i32.load (local.get $doc)))
    (if (i32.eq (local.get $word) (i32.const 0x70617274))                                              ;; "trap"
      (then (i32.store8 (i32.const 25) (i32.const 0x39)) (unreachable)))
    (if (i32.eq (local.get $word) (i32.const 0x706f6f6c)) (then (drop (call $loop (i32.const 0)))))    ;; "loop"
    (if (i32.eq (local.get $word) (i32.const 0x6c696166))                                              ;; "fail"
      (then (call $answer (local.get $out) (i32.const 64) (i32.const 120)) (return (i32.const 1))))
    (i32.store8 (i32.const 34) (i32.add (i32.const 48) (global.get $held)))
    (call $answer (local.get $out) (i32.const 16) (i32.const 20))
    (i32.const 0))

  (func (export "certdelta_explain") (param $doc i32) (param $size i32) (param i32 i32) (param $out i32) (result i32)
    (call $answer (local.get $out) (local.get $doc) (local.get $size))
    (i32.const 0))

  (func (export "certdelta_add_profile") (param $json i32) (param $size i32) (param i32 i32) (param $out i32) (result i32)
    (i32.store8 (i32.const 25) (i32.add (i32.load8_u (i32.const 25)) (i32.const 1)))
    (call $answer (local.get $out) (local.get $json) (local.get $size))
    (i32.const 0))

  (func (export "certdelta_compare") (param i32 i32 i32 i32 i32 i32 i32) (result i32) (unreachable))
  (func (export "certdelta_schema") (param i32 i32 i32) (result i32) (unreachable))
  (func (export "certdelta_info") (param i32) (result i32) (unreachable))
)
