/* context_x86_64.S - the switch between two stacks for x86-64, System V ABI.
 *
 * What a context keeps, from its stack pointer up:
 *
 *     0  mxcsr (4 bytes), x87 control word (2)
 *     8  r15    16  r14    24  r13    32  r12    40  rbx    48  rbp    56  where to go on
 *
 * The way out is a pop and a jump, not a return: a return would be predicted from the calls made on
 * the stack that was left, an indirect jump is predicted from where it went before.
 *
 * The frames on both sides of a switch look the same, so that one description of the canonical
 * frame address (from rsp) holds for all instructions but the last.
 */
#if defined(__x86_64__) && !defined(__ILP32__)

        .macro  save register
        pushq   \register
        .cfi_adjust_cfa_offset 8
        .cfi_rel_offset \register, 0
        .endm

        .macro  restore register
        popq    \register
        .cfi_adjust_cfa_offset -8
        .cfi_restore \register
        .endm

/* Goes on with the context at (rsi), whose stack pointer is in rcx; 0 is stored at (rdx) once on its
 * stack. */
        .macro  go_on
        movq    %rcx, %rsp
        movq    8(%rsi), %rax           /* its result */
        movl    $0, (%rdx)              /* release: x86 keeps the order of stores */
        addq    $8, %rsp
        .cfi_adjust_cfa_offset -8
        restore %r15
        restore %r14
        restore %r13
        restore %r12
        restore %rbx
        restore %rbp
        popq    %rcx
        .cfi_adjust_cfa_offset -8
        .cfi_register %rip, %rcx
        jmp     *%rcx
        .endm

        .text

/* uintptr_t chanc_context_switch(struct chanc_context *from, const struct chanc_context *to,
 *                                uint32_t *released) */
        .globl  chanc_context_switch
        .hidden chanc_context_switch
        .type   chanc_context_switch, @function
        .p2align 6
chanc_context_switch:
        .cfi_startproc
        save    %rbp
        save    %rbx
        save    %r12
        save    %r13
        save    %r14
        save    %r15
        subq    $8, %rsp
        .cfi_adjust_cfa_offset 8
        stmxcsr (%rsp)
        fnstcw  4(%rsp)
        movq    (%rsi), %rcx
        movq    %rsp, (%rdi)
        ldmxcsr (%rcx)
        fldcw   4(%rcx)
        go_on
        .cfi_endproc
        .size   chanc_context_switch, . - chanc_context_switch

/* _Noreturn void chanc_context_leave(const struct chanc_context *to, uint32_t *released) */
        .globl  chanc_context_leave
        .hidden chanc_context_leave
        .type   chanc_context_leave, @function
        .p2align 4
chanc_context_leave:
        .cfi_startproc
        movq    (%rdi), %rcx
        movq    %rsi, %rdx
        movq    %rdi, %rsi
        ldmxcsr (%rcx)
        fldcw   4(%rcx)
        .cfi_def_cfa %rsp, 64           /* of the context gone on with, from here */
        .cfi_undefined %rip
        go_on
        .cfi_endproc
        .size   chanc_context_leave, . - chanc_context_leave

/* The first code of a made context: r12 holds the function, rbx its argument, rsp is 16-byte
 * aligned. Nothing called it: unwinding ends here. */
        .globl  chanc_context_start
        .hidden chanc_context_start
        .type   chanc_context_start, @function
        .p2align 4
        .cfi_startproc
        .cfi_undefined %rip
        nop                             /* unwinders look before where a frame goes on */
chanc_context_start:
        xorl    %ebp, %ebp
        movq    %rbx, %rdi
        call    *%r12
        ud2
        .cfi_endproc
        .size   chanc_context_start, . - chanc_context_start

#endif

        .section .note.GNU-stack, "", %progbits
