/* context_aarch64.S - the switch between two stacks for aarch64, AAPCS64.
 *
 * What a context keeps, from its stack pointer up (176 bytes):
 *
 *     0  x19 x20 x21 x22 x23 x24 x25 x26 x27 x28 x29 x30     96  d8 .. d15     160  fpcr
 *
 * The frames on both sides of a switch look the same, so that one description of the canonical
 * frame address (from sp) holds throughout.
 */
#if defined(__aarch64__)

#define FRAME 176

/* What a switch keeps, by DWARF's numbers: x19 to x30, then d8 to d15. */
        .macro  describe_saved
        .irp    n, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30
        .cfi_offset \n, (\n - 19) * 8 - FRAME
        .endr
        .irp    n, 72, 73, 74, 75, 76, 77, 78, 79
        .cfi_offset \n, (\n - 72) * 8 + 96 - FRAME
        .endr
        .endm

/* Goes on with the context at [x1], whose stack pointer is in x9; 0 is stored at [x2] once on its
 * stack. x10 holds the floating-point control register as it is. */
        .macro  go_on
        ldr     x11, [x9, #160]
        mov     sp, x9
        ldr     x0, [x1, #8]            /* its result */
        stlr    wzr, [x2]               /* release: nothing below touches the stack that was left */
        cmp     x10, x11
        b.eq    1f
        msr     fpcr, x11
1:      ldp     d14, d15, [sp, #144]
        ldp     d12, d13, [sp, #128]
        ldp     d10, d11, [sp, #112]
        ldp     d8, d9, [sp, #96]
        ldp     x29, x30, [sp, #80]
        ldp     x27, x28, [sp, #64]
        ldp     x25, x26, [sp, #48]
        ldp     x23, x24, [sp, #32]
        ldp     x21, x22, [sp, #16]
        ldp     x19, x20, [sp], #FRAME
        .cfi_def_cfa_offset 0
        .irp    n, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 72, 73, 74, 75, 76, 77, 78, 79
        .cfi_restore \n
        .endr
        br      x30
        .endm

        .text

/* uintptr_t chanc_context_switch(struct chanc_context *from, const struct chanc_context *to,
 *                                uint32_t *released) */
        .globl  chanc_context_switch
        .hidden chanc_context_switch
        .type   chanc_context_switch, %function
        .p2align 6
chanc_context_switch:
        .cfi_startproc
        stp     x19, x20, [sp, #-FRAME]!
        .cfi_def_cfa_offset FRAME
        stp     x21, x22, [sp, #16]
        stp     x23, x24, [sp, #32]
        stp     x25, x26, [sp, #48]
        stp     x27, x28, [sp, #64]
        stp     x29, x30, [sp, #80]
        stp     d8, d9, [sp, #96]
        stp     d10, d11, [sp, #112]
        stp     d12, d13, [sp, #128]
        stp     d14, d15, [sp, #144]
        mrs     x10, fpcr
        str     x10, [sp, #160]
        describe_saved
        ldr     x9, [x1]
        mov     x11, sp
        str     x11, [x0]
        go_on
        .cfi_endproc
        .size   chanc_context_switch, . - chanc_context_switch

/* _Noreturn void chanc_context_leave(const struct chanc_context *to, uint32_t *released) */
        .globl  chanc_context_leave
        .hidden chanc_context_leave
        .type   chanc_context_leave, %function
        .p2align 4
chanc_context_leave:
        .cfi_startproc
        .cfi_undefined x30
        ldr     x9, [x0]
        mov     x2, x1
        mov     x1, x0
        mrs     x10, fpcr
        go_on
        .cfi_endproc
        .size   chanc_context_leave, . - chanc_context_leave

/* The first code of a made context: x19 holds the function, x20 its argument. Nothing called it:
 * unwinding ends here. */
        .globl  chanc_context_start
        .hidden chanc_context_start
        .type   chanc_context_start, %function
        .p2align 4
        .cfi_startproc
        .cfi_undefined x30
        nop                             /* unwinders look before where a frame goes on */
chanc_context_start:
        mov     x29, xzr
        mov     x30, xzr
        mov     x0, x20
        blr     x19
        brk     #1
        .cfi_endproc
        .size   chanc_context_start, . - chanc_context_start

#endif

        .section .note.GNU-stack, "", %progbits
